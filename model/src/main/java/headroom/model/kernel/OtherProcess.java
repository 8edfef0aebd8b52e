package headroom.model.kernel;

import headroom.model.kernel.MachineSettings.NeighbourSettings;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A thread of another process: a proxy or an agent in the container, or a job beside it on the
 * node. It computes in bursts of equal length, at exponential intervals, on any core; a burst that
 * comes while it still computes follows at once, and one that wants a whole core never sleeps. What
 * a sidecar computes the CPU quota of the container pays; a neighbour has a weight of its own.
 */
public final class OtherProcess implements ThreadRunner {
  private final CpuScheduler cpu;
  private final long burstNs;
  private final Distribution gap;
  private final KeyedStream stream;
  private final LongSupplier clock;
  private final CpuThread thread;
  private long draws;
  private long dueNs;

  private OtherProcess(
      CpuScheduler cpu,
      Function<ThreadRunner, CpuThread> thread,
      double cores,
      long burstNs,
      KeyedStream stream,
      LongSupplier clock) {
    this.cpu = cpu;
    this.stream = stream;
    this.clock = clock;
    this.burstNs = burstNs;
    gap = cores < 1 ? new Distribution.Exponential(burstNs / cores) : new Distribution.Constant(0);
    this.thread = thread.apply(this);
  }

  /** The sidecars of {@code machine} and its neighbours, asleep. */
  public static List<OtherProcess> all(
      CpuScheduler cpu,
      MachineSettings machine,
      Function<String, KeyedStream> streams,
      LongSupplier clock) {
    List<OtherProcess> all = new ArrayList<>();
    List<SidecarSettings> sidecars = machine.sidecars();
    for (int i = 0; i < sidecars.size(); i++) {
      SidecarSettings each = sidecars.get(i);
      KeyedStream stream = streams.apply("sidecar." + i);
      all.add(
          new OtherProcess(
              cpu, cpu::newSidecarThread, each.cores(), each.burstNs(), stream, clock));
    }
    List<NeighbourSettings> neighbours = machine.neighbours();
    for (int i = 0; i < neighbours.size(); i++) {
      NeighbourSettings each = neighbours.get(i);
      int number = i;
      Function<ThreadRunner, CpuThread> thread = runner -> cpu.newNeighbourThread(runner, number);
      for (int t = 0; t < each.threads(); t++) {
        KeyedStream stream = streams.apply("neighbour." + i + "." + t);
        double cores = each.cores() / each.threads();
        all.add(new OtherProcess(cpu, thread, cores, each.burstNs(), stream, clock));
      }
    }
    return all;
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
