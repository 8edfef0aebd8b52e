package headroom.model.go.scheduler;

/**
 * What an M computes without a break: work of the runtime that it owes, such as a switch, then what
 * its goroutine wants to compute, at the speed that goroutine has now.
 */
final class Burst {
  private long owedNs;
  private long coldNs;
  private double slowdown = 1;

  /** The runtime has {@code ns} to do on this M before the goroutine goes on. */
  void owe(long ns) {
    owedNs += ns;
  }

  /** Nothing is owed any more: the M stops, and what it did last is part of its wake-up. */
  void forgive() {
    owedNs = 0;
  }

  /** The next goroutine has to compute {@code ns} before it goes on, since caches are cold. */
  void findsCachesCold(long ns) {
    coldNs = ns;
  }

  /** What the goroutine that begins has to compute for cold caches, ns. */
  long takeColdNs() {
    long taken = coldNs;
    coldNs = 0;
    return taken;
  }

  /**
   * Begins; returns the time on a core that it takes, ns.
   *
   * @param demandNs what the goroutine wants to compute at full speed
   * @param itsSlowdown time that a ns of it takes now, at least 1
   */
  long begin(long demandNs, double itsSlowdown) {
    slowdown = itsSlowdown;
    long owed = owedNs;
    owedNs = 0;
    return owed + (itsSlowdown == 1 ? demandNs : Math.round(demandNs * itsSlowdown));
  }

  /** It is cut short {@code leftNs} before its end; returns what is left at full speed, ns. */
  long cut(long leftNs) {
    return slowdown == 1 ? leftNs : (long) Math.ceil(leftNs / slowdown);
  }
}
