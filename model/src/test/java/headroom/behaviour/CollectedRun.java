package headroom.behaviour;

import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;

import headroom.model.cost.CostProfile;
import headroom.model.go.collector.CollectorObserver;
import headroom.model.go.collector.CycleRecord;
import headroom.model.go.collector.MemorySettings;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricReader;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A program that allocates, run on as many cores as Ps, and what its collector did. */
final class CollectedRun implements CollectorObserver, MetricReader {
  static final long MIB = 1 << 20;

  /** 16 objects of 1 KiB without pointers: the chunk that programs here allocate. */
  static final AllocationShape CHUNK = AllocationShape.of(16 << 10, 16, 0, 4);

  private final List<CycleRecord> cycles = new ArrayList<>();
  private final Map<String, LongSupplier> figures = new LinkedHashMap<>();

  @SuppressWarnings("NullAway.Init") // set in of
  private RuntimeHarness harness;

  private long startBytes;
  private int pauses;

  private CollectedRun() {}

  /** What a program has and how long it runs. */
  record Setting(
      int processors,
      CostProfile costs,
      MemorySettings memory,
      long lengthNs,
      @Nullable Quota quota) {
    /** On one P of the reference machine, with GOGC=100. */
    static Setting of(AllocationShape liveHeap, long lengthNs) {
      return new Setting(1, RuntimeHarness.REFERENCE, memory(100, liveHeap), lengthNs, null);
    }

    private static MemorySettings memory(int gogc, AllocationShape liveHeap) {
      return new MemorySettings(
          new PacerSettings(gogc, PacerSettings.NO_LIMIT),
          liveHeap,
          MemorySettings.SMALL_PROGRAM_GLOBALS,
          Long.MAX_VALUE);
    }

    Setting on(int count) {
      return new Setting(count, costs, memory, lengthNs, quota);
    }

    /** In a container that may use {@code cores}. */
    Setting under(double cores) {
      Quota limit = new Quota(cores, 100 * RuntimeHarness.MS);
      return new Setting(processors, costs, memory, lengthNs, limit);
    }

    Setting costing(CostProfile profile) {
      return new Setting(processors, profile, memory, lengthNs, quota);
    }

    Setting gogc(int percent) {
      return new Setting(processors, costs, memory(percent, memory.liveHeap()), lengthNs, quota);
    }

    Setting limitedTo(int percent, long limitBytes) {
      MemorySettings limited =
          new MemorySettings(
              new PacerSettings(percent, limitBytes),
              memory.liveHeap(),
              memory.globalsBytes(),
              memory.containerBytes());
      return new Setting(processors, costs, limited, lengthNs, quota);
    }
  }

  /** Runs the goroutines that {@code program} makes. */
  static CollectedRun of(Setting setting, BiConsumer<RuntimeHarness, CollectedRun> program) {
    CollectedRun run = new CollectedRun();
    run.harness =
        RuntimeHarness.run(
            new MachineSettings(setting.processors, setting.quota),
            setting.processors,
            setting.costs,
            setting.memory,
            run,
            setting.lengthNs,
            made -> {
              RuntimeMetrics metrics = new RuntimeMetrics();
              made.scheduler().register(metrics);
              made.collector().register(metrics);
              metrics.readBy(run);
              run.startBytes = run.figure("/gc/heap/allocs:bytes");
              program.accept(made, run);
            });
    return run;
  }

  /** Each of {@code goroutines} computes for {@code thinkNs}, then allocates a chunk, for ever. */
  static CollectedRun computing(Setting setting, int goroutines, long thinkNs) {
    return of(
        setting,
        (made, run) -> {
          for (int i = 0; i < goroutines; i++) {
            made.runnable(Script.forever(compute(thinkNs), allocate(made.collector(), CHUNK, 0)));
          }
        });
  }

  /** One goroutine sleeps for {@code sleepNs}, then allocates a chunk, for ever. */
  static CollectedRun sleeping(Setting setting, long sleepNs) {
    return of(
        setting,
        (made, run) ->
            made.runnable(
                Script.forever(
                    sleep(made.scheduler(), () -> sleepNs), allocate(made.collector(), CHUNK, 0))));
  }

  RuntimeHarness harness() {
    return harness;
  }

  List<CycleRecord> cycles() {
    return cycles;
  }

  CycleRecord last() {
    return cycles.get(cycles.size() - 1);
  }

  /** The cycles after the first {@code count}, in which the pacer learns. */
  List<CycleRecord> after(int count) {
    return cycles.subList(count, cycles.size());
  }

  /** The mean of a figure over the cycles after the first {@code count}. */
  double meanAfter(int count, ToLongFunction<CycleRecord> figure) {
    return after(count).stream().mapToLong(figure).average().orElse(Double.NaN);
  }

  /** The present value of a figure of {@code runtime/metrics}, as it is registered. */
  long figure(String name) {
    LongSupplier figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException(name + " is none of " + figures.keySet());
    }
    return figure.getAsLong();
  }

  /** Bytes allocated up to now, beside what the program has from the start. */
  long allocatedBytes() {
    return figure("/gc/heap/allocs:bytes") - startBytes;
  }

  /** CPU of all that mark in {@code cycle}, ns. */
  static long markCpuNs(CycleRecord cycle) {
    return cycle.assistNs() + cycle.dedicatedNs() + cycle.idleNs();
  }

  /** Stops of the world so far: 1 while the first cycle marks. */
  int pauses() {
    return pauses;
  }

  @Override
  public void paused(long stoppingNs, long totalNs) {
    pauses++;
  }

  @Override
  public void cycleBegan(long askedNs) {}

  @Override
  public void cycleEnded(CycleRecord cycle) {
    cycles.add(cycle);
  }

  @Override
  public void gauge(Metric metric, LongSupplier level, @Nullable LongSupplier takePeak) {
    figures.put(metric.name().text(), level);
  }

  @Override
  public void counter(Metric metric, LongSupplier count) {
    figures.put(metric.name().text(), count);
  }

  @Override
  public void histogram(Metric metric, Histogram recorded) {}
}
