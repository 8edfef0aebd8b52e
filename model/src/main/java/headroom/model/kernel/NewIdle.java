package headroom.model.kernel;

/**
 * How often a core that becomes idle looks for a thread that waits elsewhere: as often as it has
 * had success lately, drawn each time. Source: Linux 6.18 {@code kernel/sched/fair.c}: {@code
 * sched_balance_newidle}, {@code update_newidle_stats} (NI_RANDOM), {@code topology.c:sd_init}.
 * Measured over eight programs: a core that becomes idle takes a thread that has waited elsewhere
 * for 0.5 ms or longer in 6 to 38 % of the cases, one that ran less than 0.5 ms ago in 1 to 3 %.
 *
 * <p>Left out: a core whose idle gaps are shorter than a search takes does not search.
 */
final class NewIdle {
  private static final int SIDES = 1024;

  private int ratio = SIDES / 2;
  private int calls = SIDES / 2;
  private int successes = SIDES / 4;

  /** Whether it looks this time. */
  boolean looks(double draw) {
    boolean looks = draw * SIDES <= weight() + 1;
    if (!looks) {
      count(0);
    }
    return looks;
  }

  /** It has looked. */
  void looked(boolean success) {
    count(success ? (SIDES + weight() / 2) / weight() : 0);
  }

  private int weight() {
    return 1 + ratio;
  }

  private void count(int success) {
    calls++;
    successes += success;
    if (calls >= SIDES) {
      ratio = Math.min(SIDES, successes);
      calls /= 2;
      successes /= 2;
    }
  }
}
