package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepIdsTest {
  private static List<String> of(String text) throws InvalidExperimentException {
    ExperimentSource source = new ExperimentSource("test.yaml", text, Path.of(""));
    return StepIds.of(source, List.of()).stream().map(s -> s.key() + "=" + s.value()).toList();
  }

  @Test
  void stepsThatAskForSomethingGetAnIdThatIsFree() throws InvalidExperimentException {
    assertThat(
            of(
                """
                name: test
                machine: {cores: 1}
                arrivals: poisson(10/s)
                steps:
                  - cpu: 1ms
                  - {id: cpu2, io: 1ms}
                  - repeat: {times: 2, steps: [{cpu: 1ms}, {id: mine, io: 2ms}]}
                  - lock: {mutex: m, for: [{call: {pool: db, for: 1ms}}]}
                resources: {mutexes: {m: {}}, pools: {db: {size: 1}}}
                """))
        .containsExactly(
            "steps.0.id=cpu1", "steps.2.repeat.steps.0.id=cpu3", "steps.3.lock.for.0.id=call1");
  }

  @Test
  void stepsOfClassesAreNamedThroughTheirClass() throws InvalidExperimentException {
    String text =
        """
        name: test
        machine: {cores: 1}
        arrivals: poisson(10/s)
        requests:
          - {class: a, share: 50%, steps: [{cpu: 1ms}]}
          - {class: b, share: 50%, steps: [{cpu: 1ms}]}
        """;
    assertThat(of(text))
        .containsExactly("requests.0.steps.0.id=cpu1", "requests.1.steps.0.id=cpu2");
    ExperimentSource source = new ExperimentSource("test.yaml", text, Path.of(""));
    assertThat(
            ExperimentReader.readBase(source, StepIds.of(source, List.of())).scenario().classes())
        .extracting(each -> each.steps().get(0).id())
        .containsExactly("cpu1", "cpu2");
  }
}
