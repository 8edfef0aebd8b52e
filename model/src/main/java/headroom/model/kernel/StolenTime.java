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
   * What the background thread computes in [fromNs, toNs) on an idle core, ns, which costs nobody
   * but the CPU quota.
   */
  default long elsewhereNs(long fromNs, long toNs) {
    return 0;
  }
}
