package headroom.model.kernel;

/** Core time that a background thread takes from a thread that computes. */
public interface StolenTime {
  /**
   * What is taken from one busy core in [fromNs, toNs), ns; less than the interval.
   *
   * @param core the busy core
   * @param coreFree whether another core is idle, so that it usually happens there
   */
  long stolenNs(long fromNs, long toNs, int core, boolean coreFree);

  /**
   * When, from {@code fromNs} on, the background thread next goes to sleep on a core that is idle
   * otherwise; {@link Long#MAX_VALUE} if it does not.
   */
  default long nextOnIdleCoreNs(long fromNs) {
    return Long.MAX_VALUE;
  }

  /**
   * What the background thread computes in [fromNs, toNs) on an idle core, ns, which costs nobody
   * but the CPU quota.
   */
  default long elsewhereNs(long fromNs, long toNs) {
    return 0;
  }

  /** From now on all cores run a thread, or not all any more. */
  default void allCoresRun(boolean all, long nowNs) {}

  /**
   * What the background thread has had up to now of cores that ran nothing else, ns: CPU of the
   * process that costs nobody.
   */
  default long onIdleCoresNs(long nowNs) {
    return 0;
  }
}
