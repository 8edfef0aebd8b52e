package headroom.model.go.netpoll;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.junit.jupiter.api.Test;

class NetworkPollerTest {
  private final NetworkPoller poller = new NetworkPoller();

  @Test
  void whatIsReadyIsTakenInTheOrderOfReadiness() {
    Goroutine first = waiting(1);
    Goroutine second = waiting(2);
    assertThat(poller.hasReady()).isFalse();
    assertThat(poller.take()).isNull();
    poller.becomesReady(second);
    poller.becomesReady(first);
    assertThat(poller.batch()).isEqualTo(2);
    assertThat(poller.take()).isSameAs(second);
    assertThat(poller.hasReady()).isTrue();
    assertThat(poller.take()).isSameAs(first);
    assertThat(poller.hasReady()).isFalse();
    assertThat(poller.batch()).isZero();
  }

  /** Who is ready waits until it is taken; who gives up does not. */
  @Test
  void whoWaitsIsCountedUntilItIsTakenOrGivesUp() {
    assertThat(poller.hasWaiters()).isFalse();
    Goroutine first = waiting(1);
    Goroutine second = waiting(2);
    poller.becomesReady(first);
    poller.take();
    assertThat(poller.hasWaiters()).isTrue();
    poller.becomesReady(second);
    assertThat(poller.hasWaiters()).isTrue();
    poller.unpark(second);
    assertThat(poller.hasWaiters()).isFalse();
    assertThat(poller.take()).isNull();
  }

  @Test
  void aCallReturns128EventsAtMost() {
    for (int i = 0; i < 129; i++) {
      poller.becomesReady(waiting(i));
    }
    assertThat(poller.batch()).isEqualTo(128);
    poller.take();
    assertThat(poller.batch()).isEqualTo(128);
    poller.take();
    assertThat(poller.batch()).isEqualTo(127);
  }

  private Goroutine waiting(int id) {
    poller.park();
    return new Goroutine(id, self -> Action.EXIT);
  }
}
