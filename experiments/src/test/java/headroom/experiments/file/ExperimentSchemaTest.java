package headroom.experiments.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import headroom.model.workload.RequestStep;
import headroom.model.workload.StepKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published schema says the same as the reader. The schema is judged by an independent
 * validator.
 */
class ExperimentSchemaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ExperimentSchema.json(), InputFormat.JSON);

  /** What an editor with the schema would mark. */
  static List<Error> validate(String yaml) {
    Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return SCHEMA.validate(JSON.writeValueAsString(content), InputFormat.JSON);
  }

  @ParameterizedTest
  @MethodSource("headroom.experiments.file.ReferenceCasesTest#cases")
  void acceptsTheReferenceCases(Path folder) throws Exception {
    assertThat(validate(Files.readString(folder.resolve("case.yaml")))).isEmpty();
    assertThat(validate(Files.readString(folder.resolve("case-trace.yaml")))).isEmpty();
  }

  @Test
  void refusesUnknownKeys() {
    String good = "name: a\nmachine: {cores: 1}\narrivals: poisson(1/s)\nsteps: [{cpu: 1ms}]\n";
    assertThat(validate(good)).isEmpty();
    assertThat(validate(good + "server: {worker: 1}\n")).isNotEmpty();
    assertThat(validate(good + "slo: {memory: 1GiB}\n")).isEmpty();
    assertThat(validate(good + "slo: {memory: much}\n")).isNotEmpty();
    assertThat(validate(good + "server: {overhead: 1}\n")).isNotEmpty();
    assertThat(validate(good.replace("cores: 1", "cores: 0"))).isNotEmpty();
    assertThat(validate(good.replace("cpu: 1ms", "op: {name: json.Marshal}"))).isEmpty();
    assertThat(validate(good.replace("cpu: 1ms", "op: {times: 3}"))).isNotEmpty();
    assertThat(validate(good + "operations: {define: {render: {size: 1KiB}}}\n")).isNotEmpty();
    assertThat(validate(good.replace("cpu: 1ms", "syscall: 1ms"))).isEmpty();
    assertThat(validate(good + "clients: {users: 1, think: 1s}\n")).isNotEmpty();
    assertThat(validate(good.replace("arrivals: poisson(1/s)", "clients: {timeout: 1s}")))
        .isNotEmpty();
    assertThat(validate(good.replace("arrivals: poisson(1/s)", "clients: {users: 1, think: 1s}")))
        .isEmpty();
  }

  /** A kind of step that the model has is of use only if a file can name it. */
  @Test
  void hasTheModelsKindsOfSteps() {
    SchemaNode steps = requireNonNull(ExperimentSchema.root().property("steps"));
    List<String> keys = requireNonNull(steps.items()).keys();
    assertThat(keys)
        .filteredOn(key -> !StepsReader.NOT_KINDS.contains(key))
        .containsExactlyInAnyOrderElementsOf(
            RequestStep.kinds().stream().map(StepKind::key).toList());
  }

  @Test
  void describesEveryStepAndResource() {
    SchemaNode steps = requireNonNull(ExperimentSchema.root().property("steps"));
    SchemaNode resources = requireNonNull(ExperimentSchema.root().property("resources"));
    SchemaNode step = requireNonNull(steps.items());
    Map<String, SchemaNode> nodes = new TreeMap<>();
    step.properties().forEach((kind, node) -> nodes.putAll(prefixed(kind, node.properties())));
    resources
        .properties()
        .forEach(
            (kind, node) -> {
              SchemaNode resource = node.property("any");
              if (resource != null) {
                nodes.putAll(prefixed(kind, resource.properties()));
              }
            });
    assertThat(nodes).hasSizeGreaterThan(25);
    List<String> undescribed =
        nodes.entrySet().stream()
            .filter(entry -> entry.getValue().description().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(undescribed).isEmpty();
  }

  private static Map<String, SchemaNode> prefixed(String prefix, Map<String, SchemaNode> nodes) {
    Map<String, SchemaNode> prefixed = new TreeMap<>();
    nodes.forEach((key, node) -> prefixed.put(prefix + "." + key, node));
    return prefixed;
  }

  @Test
  void describesEveryKey() {
    Map<String, SchemaNode> undescribed = new TreeMap<>();
    ExperimentSchema.root()
        .properties()
        .forEach(
            (key, node) ->
                node.properties()
                    .forEach(
                        (inner, property) -> {
                          if (property.description().isEmpty()) {
                            undescribed.put(key + "." + inner, property);
                          }
                        }));
    assertThat(undescribed).isEmpty();
  }
}
