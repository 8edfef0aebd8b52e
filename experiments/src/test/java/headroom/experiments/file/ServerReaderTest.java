package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.service.ServerSettings;
import headroom.model.service.ServerSettings.NetHttp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerReaderTest {
  @Test
  void anAcceptorReadsUnlessTheFileSaysOtherwise() throws Exception {
    assertThat(front("{}")).isEqualTo(new ServerSettings.OneAcceptor());
    assertThat(front("{front: acceptor}")).isEqualTo(new ServerSettings.OneAcceptor());
    assertThat(front("{front: http, connections: 32}")).isEqualTo(new NetHttp(32));
  }

  @Test
  void clientsOpenAsManyConnectionsAsTheyNeed() throws Exception {
    assertThat(front("{front: http}")).isEqualTo(new NetHttp(NetHttp.UNLIMITED));
    assertThat(front("{front: http, connections: unlimited}"))
        .isEqualTo(new NetHttp(NetHttp.UNLIMITED));
  }

  @Test
  void aForgottenOverheadIsNoted() throws Exception {
    assertThat(read("{front: http}").notes().stream().map(Problem::toString))
        .containsExactly(
            "a.yaml:4:17: note: \"overhead\" is not set; net/http takes about 35us of CPU for a"
                + " request, 100us among other code");
    assertThat(read("{front: http, overhead: 0us}").notes()).isEmpty();
    assertThat(read("{front: acceptor}").notes()).isEmpty();
  }

  private static ServerSettings.Front front(String server) throws Exception {
    return read(server).base().scenario().server().front();
  }

  private static LoadedExperiment read(String server) throws Exception {
    String text =
        """
        name: front
        machine: {cores: 1}
        arrivals: poisson(1/s)
        server: %s
        steps: [{cpu: 1ms}]
        """
            .formatted(server);
    return ExperimentReader.read(
        new ExperimentSource("a.yaml", text, Path.of("src/test/resources")), List.of());
  }
}
