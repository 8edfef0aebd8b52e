package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Round robin: one queue for each core, first come first served, and a quantum that begins anew
 * with each turn. For comparison with queueing theory.
 */
final class RoundRobin implements CorePolicy {
  private final long quantumNs;

  RoundRobin(long quantumNs) {
    this.quantumNs = quantumNs;
  }

  @Override
  public @Nullable CpuThread join(CpuThread thread, Core core, long nowNs) {
    core.queue.addLast(thread);
    return null;
  }

  @Override
  public void waits(CpuThread thread, Core core) {
    core.queue.addLast(thread);
  }

  @Override
  public void sleeps(CpuThread thread, Core core, long nowNs) {}

  @Override
  public void placed(CpuThread thread, Core core, boolean newSlice, long nowNs) {
    core.tick.cancel();
  }

  @Override
  public @Nullable CpuThread next(Core core) {
    return core.queue.peekFirst();
  }

  @Override
  public @Nullable CpuThread successor(Core core, CpuThread current, long nowNs) {
    return core.queue.peekFirst();
  }

  @Override
  public long nextTickNs(Core core, long nowNs) {
    CpuThread current = core.running;
    assert current != null : "a tick of an idle core";
    long since = current.placedNs;
    return since + ((nowNs - since) / quantumNs + 1) * quantumNs;
  }

  @Override
  public boolean placesAtWaking() {
    return false;
  }

  @Override
  public long coldSinceNs(long nowNs) {
    return nowNs;
  }
}
