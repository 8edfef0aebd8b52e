package headroom.experiments.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poisson(100/s)                             | replications: 4 | 4400",
        "constant(10/s)                             | replications: 1 | 110",
        "'batch(poisson(5/s), size=8)'              | replications: 2 | 880",
        "poisson(100/s)                             | precision: 5%   | 44000",
      })
  void arrivalsOfAllReplicationsWithTheirWarmUp(String arrivals, String run, double requests)
      throws InvalidExperimentException {
    String text =
        """
        name: size
        machine: {cores: 2}
        arrivals: %s
        server: {workers: 4}
        steps: [{cpu: 1ms}]
        run: {duration: 10s, warmup: 1s, %s, seed: 1}
        """
            .formatted(arrivals, run);
    Experiment experiment = read(text).get(0);
    assertThat(JobSize.requests(List.of(experiment))).isEqualTo(requests, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"exponential(1s), 1100", "0s, Infinity"})
  void usersAreTakenToBeAnsweredAtOnce(String think, double requests)
      throws InvalidExperimentException {
    String text =
        """
        name: size
        machine: {cores: 2}
        clients: {users: 50, think: %s}
        server: {workers: 4}
        steps: [{cpu: 1ms}]
        run: {duration: 10s, warmup: 1s, replications: 2, seed: 1}
        """
            .formatted(think);
    assertThat(JobSize.requests(read(text))).isEqualTo(requests);
  }

  @Test
  void aSweepIsAllItsPoints() throws InvalidExperimentException {
    List<Experiment> points =
        read(
            """
            name: sweep
            machine: {cores: 2}
            arrivals: poisson(100/s)
            server: {workers: 4}
            steps: [{cpu: 1ms}]
            run: {duration: 10s, warmup: auto, replications: 3, seed: 1}
            sweep: {load: [50%, 100%]}
            """);
    // A pilot and three replications of 10 s, at 50/s and at 100/s.
    assertThat(JobSize.requests(points)).isEqualTo(40 * 150.0, within(1e-6));
  }

  private static List<Experiment> read(String text) throws InvalidExperimentException {
    ExperimentSource source = new ExperimentSource("size.yaml", text, Path.of(""));
    return ExperimentReader.read(source, List.of(), List.of()).points().stream()
        .map(Point::experiment)
        .toList();
  }
}
