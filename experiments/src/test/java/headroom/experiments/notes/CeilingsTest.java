package headroom.experiments.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.notes.Ceilings.Ceiling;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeilingsTest {
  private static List<Ceiling> of(String text) throws InvalidExperimentException {
    return Ceilings.of(
        ExperimentReader.read(new ExperimentSource("c.yaml", text, Path.of("")), List.of())
            .base()
            .scenario());
  }

  private static double share(List<Ceiling> ceilings, String resource) {
    return ceilings.stream()
        .filter(c -> c.resource().equals(resource))
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void everyResourceIsReckonedByItsMeans() throws InvalidExperimentException {
    List<Ceiling> ceilings =
        of(
            """
            name: c
            machine: {cores: 2}
            arrivals: poisson(100/s)
            server: {workers: 8, overhead: 1ms}
            resources:
              pools: {pg: {size: 4}}
              mutexes: {m: {}}
              channels: {events: {capacity: 10, consumers: 1, for: [{cpu: 2ms}]}}
            steps:
              - cpu: exponential(3ms)
              - call: {pool: pg, for: 20ms}
              - lock: {mutex: m, for: [{cpu: 1ms}]}
              - send: {channel: events}
            """);
    assertThat(share(ceilings, "CPU")).isCloseTo(100 * 0.007 / 2, within(1e-9));
    assertThat(share(ceilings, "server workers")).isCloseTo(100 * 0.025 / 8, within(1e-9));
    assertThat(share(ceilings, "pool pg")).isCloseTo(100 * 0.020 / 4, within(1e-9));
    assertThat(share(ceilings, "lock m")).isCloseTo(0.1, within(1e-9));
    assertThat(share(ceilings, "channel events")).isCloseTo(0.2, within(1e-9));
    assertThat(ceilings).extracting(Ceiling::resource).startsWith("pool pg", "CPU");
  }

  @Test
  void othersTakeOfTheCores() throws InvalidExperimentException {
    String service =
        """
        name: c
        arrivals: poisson(100/s)
        steps: [{cpu: 1ms}]
        machine: %s
        """;
    assertThat(share(of(service.formatted("{cores: 4}")), "CPU")).isEqualTo(0.1 / 4);
    String limit = "{cores: 4, cpuQuota: 1, sidecars: [{cores: 0.5, burst: 5ms}]}";
    assertThat(share(of(service.formatted(limit)), "CPU")).isEqualTo(0.1 / 0.5);
    String neighbours = "{cores: 4, neighbours: [{weight: 300, cores: 4}]}";
    assertThat(share(of(service.formatted(neighbours)), "CPU")).isEqualTo(0.1 / 1);
  }
}
