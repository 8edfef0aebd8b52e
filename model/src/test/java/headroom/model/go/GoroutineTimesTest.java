package headroom.model.go;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times per account, whatever the order in which a goroutine comes to use the accounts. */
class GoroutineTimesTest {
  private final Goroutine goroutine = new Goroutine(0, self -> GoroutineBody.Action.EXIT);
  private long now;

  @Test
  void timesStayApart() {
    TimeAccount[] accounts = TimeAccount.values();
    enter(accounts[0]);
    for (int i = accounts.length - 1; i >= 0; i--) { // each new one goes before the others
      enter(accounts[i]);
      now += 1 + i;
    }
    for (int i = 0; i < accounts.length; i += 2) { // each goes between two others
      enter(accounts[i]);
      now += 100;
    }
    for (int i = 0; i < accounts.length; i++) {
      assertThat(goroutine.timeInNs(accounts[i], now))
          .as("%s", accounts[i])
          .isEqualTo(1 + i + (i % 2 == 0 ? 100 : 0));
    }
  }

  @Test
  void aNewAccountOfTimeBeginsAtZero() {
    enter(TimeAccount.SLEEP);
    now += 5;
    enter(TimeAccount.RUNNABLE);
    now += 7;
    assertThat(goroutine.timeInNs(TimeAccount.RUNNABLE, now)).isEqualTo(7);
    goroutine.clearTimes(now);
    now += 2;
    enter(TimeAccount.RUNNING);
    assertThat(goroutine.timeInNs(TimeAccount.RUNNABLE, now)).isEqualTo(2);
    assertThat(goroutine.timeInNs(TimeAccount.SLEEP, now)).isZero();
    assertThat(goroutine.timeInNs(TimeAccount.RUNNING, now)).isZero();
  }

  private void enter(TimeAccount account) {
    goroutine.enter(GoroutineStatus.RUNNING, null, account, now);
  }
}
