package headroom.model.kernel;

import headroom.model.kernel.MachineSettings.SidecarSettings;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import java.util.function.LongSupplier;

/**
 * Another process of the container: a proxy or an agent that computes in bursts of equal length, at
 * exponential intervals, on any core. What it computes the CPU quota of the container pays. A burst
 * that comes while it still computes follows at once. One thread.
 */
public final class Sidecar implements ThreadRunner {
  private final Cpu cpu;
  private final long burstNs;
  private final Distribution gap;
  private final KeyedStream stream;
  private final LongSupplier clock;
  private final CpuThread thread;
  private long draws;
  private long dueNs;

  /** A process that is asleep; its intervals are drawn from {@code stream}. */
  public Sidecar(Cpu cpu, SidecarSettings settings, KeyedStream stream, LongSupplier clock) {
    this.cpu = cpu;
    this.stream = stream;
    this.clock = clock;
    burstNs = settings.burstNs();
    gap = new Distribution.Exponential(settings.meanGapNs());
    thread = cpu.newSidecarThread(this);
  }

  /** It begins to wait for its first burst. */
  public void start() {
    dueNs = clock.getAsLong() + nextGapNs();
    cpu.wakeAfter(thread, dueNs - clock.getAsLong());
  }

  @Override
  public void running(CpuThread itself) {
    cpu.startBurst(thread, burstNs);
  }

  @Override
  public void burstEnded(CpuThread itself) {
    dueNs += nextGapNs();
    long nowNs = clock.getAsLong();
    if (dueNs <= nowNs) {
      cpu.startBurst(thread, burstNs);
    } else {
      cpu.sleep(thread);
      cpu.wakeAfter(thread, dueNs - nowNs);
    }
  }

  private long nextGapNs() {
    return Math.max(1, gap.sample(stream.at(draws++, 0)));
  }
}
