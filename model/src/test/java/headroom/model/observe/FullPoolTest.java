package headroom.model.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FullPoolTest {
  /** Two workers: full from 20 to 30 and from 50 on. */
  @Test
  void onlyTheTimeInWhichAllHaveARequestCounts() {
    FullPool pool = new FullPool(2);
    pool.begins(10);
    assertThat(pool.untilNs(20)).isZero();
    pool.begins(20);
    assertThat(pool.untilNs(25)).isEqualTo(5);
    pool.ends(30);
    assertThat(pool.untilNs(40)).isEqualTo(10);
    pool.begins(50);
    assertThat(pool.untilNs(70)).isEqualTo(30);
  }

  @Test
  void aMomentOfThePastIsLookedUp() {
    FullPool pool = new FullPool(1);
    pool.begins(20);
    assertThat(pool.untilNs(15, 40)).isZero();
    assertThat(pool.untilNs(25, 40)).isEqualTo(5);
    pool.ends(40);
    assertThat(pool.untilNs(35, 60)).isEqualTo(15);
    assertThat(pool.untilNs(50, 60)).isEqualTo(20);
    assertThat(new FullPool(1).untilNs(5, 10)).isZero();
  }

  /** The next request of a worker begins when the one before ends. */
  @Test
  void aWorkerThatGoesOnLeavesNoGap() {
    FullPool pool = new FullPool(1);
    pool.begins(0);
    pool.ends(10);
    pool.begins(10);
    assertThat(pool.untilNs(15)).isEqualTo(15);
  }

  /** A request that arrived at 8, noticed at 12, has waited for a worker from 8 on. */
  @Test
  void aMomentBeforeAWorkerWentOnIsStillOfTheSameStretch() {
    FullPool pool = new FullPool(2);
    pool.begins(0);
    pool.begins(2);
    pool.ends(10);
    pool.begins(10);
    assertThat(pool.untilNs(8, 12)).isEqualTo(6);
    assertThat(pool.untilNs(12)).isEqualTo(10);
    pool.ends(14);
    pool.ends(14);
    assertThat(pool.untilNs(8, 20)).isEqualTo(6);
    assertThat(pool.untilNs(20)).isEqualTo(12);
  }
}
