package headroom.experiments.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the experiment file: the one list of its keys, limits and defaults. */
public final class ExperimentSchema {
  private static final String RESOURCE = "experiment.schema.json";

  private ExperimentSchema() {}

  /** The schema as JSON text (draft 2020-12), with descriptions for editors. */
  public static String json() {
    try (InputStream in = ExperimentSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of the whole file. */
  static SchemaNode root() {
    return Holder.ROOT;
  }

  /** The schema of steps of the kind {@code key}; null if that is not a kind of step. */
  static @Nullable SchemaNode stepOfKind(String key) {
    SchemaNode steps = root().property("steps");
    SchemaNode step = steps == null ? null : steps.items();
    return step == null || StepsReader.NOT_KINDS.contains(key) ? null : step.property(key);
  }

  private static final class Holder {
    static final SchemaNode ROOT = parse();

    private static SchemaNode parse() {
      JsonNode root = JsonMapper.builder().build().readTree(json());
      return new SchemaNode(root, root);
    }
  }
}
