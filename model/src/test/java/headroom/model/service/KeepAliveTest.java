package headroom.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Connections a, b, c and requests 1, 2, 3. */
class KeepAliveTest {
  private final KeepAlive<String, Integer> clients = new KeepAlive<>();

  @Test
  void theConnectionThatBecameIdleLastIsTakenFirst() {
    clients.free("a");
    clients.free("b");
    assertThat(clients.take(1)).isEqualTo("b");
    clients.free("c");
    assertThat(clients.take(2)).isEqualTo("c");
    assertThat(clients.take(3)).isEqualTo("a");
    assertThat(clients.take(4)).isNull();
  }

  @Test
  void requestsWaitInOrder() {
    assertThat(clients.take(1)).isNull();
    assertThat(clients.take(2)).isNull();
    assertThat(clients.free("a")).isEqualTo(1);
    assertThat(clients.free("a")).isEqualTo(2);
    assertThat(clients.free("a")).isNull();
    assertThat(clients.take(3)).isEqualTo("a");
  }

  @Test
  void whoHasGivenUpGetsNoConnection() {
    clients.take(1);
    clients.take(2);
    assertThat(clients.withdraw(1)).isTrue();
    assertThat(clients.withdraw(1)).isFalse();
    assertThat(clients.free("a")).isEqualTo(2);
  }
}
