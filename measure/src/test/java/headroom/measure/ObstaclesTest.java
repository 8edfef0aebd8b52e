package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObstaclesTest {
  private static final String SERVICE = TestExperiments.service("cpu: 1ms");

  @Test
  void aPlainServiceHasNone() throws InvalidExperimentException {
    assertThat(Obstacles.of(TestExperiments.read(SERVICE), 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machine.cores | 2 | machine.cores is 2, and this machine has 1",
        "machine.cpuQuota | 0.5 | machine.cpuQuota takes a cgroup of its own, which only root may"
            + " make",
        "machine.memory | 1GiB | machine.memory takes a cgroup of its own, which only root may make",
        "process.goroutines | 5 | process.goroutines",
        "process.tickers | 5 | process.tickers",
        "clients | {timeout: 1s} | clients that time out or retry react to answers, but every"
            + " request is drawn beforehand",
        "server.front | http | server.front: http",
        "server.deadline | 1s | server.deadline",
        "server.lockOSThread | true | server.lockOSThread",
        "server.overhead | exponential(1ms) | a server.overhead that is not constant",
      })
  void isNamedInTheWordsOfTheFile(String key, String value, String obstacle)
      throws InvalidExperimentException {
    List<String> found = Obstacles.of(TestExperiments.read(SERVICE, new Setting(key, value)), 1);
    assertThat(found).containsExactly(obstacle);
  }

  @Test
  void usersAreOne() throws InvalidExperimentException {
    String closed = SERVICE.replace("arrivals: poisson(100/s)", "clients: {users: 5, think: 10ms}");
    assertThat(Obstacles.of(TestExperiments.read(closed), 1))
        .containsExactly("clients.users react to answers, but every request is drawn beforehand");
  }
}
