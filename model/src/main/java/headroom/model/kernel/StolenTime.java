package headroom.model.kernel;

/** Core time that a background thread takes from a thread that computes. */
public interface StolenTime {
  /** What is taken from one core in [fromNs, toNs) while all cores are busy, ns; less than the interval. */
  long stolenNs(long fromNs, long toNs);
}
