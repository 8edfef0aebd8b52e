package headroom.model.go.collector;

import static headroom.model.metrics.MetricName.go;
import static headroom.model.metrics.MetricName.word;

import headroom.model.go.memory.Heap;
import headroom.model.go.memory.ResidentMemory;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.stack.StackMemory;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;

/**
 * The collector's figures under the names of {@code runtime/metrics}. Those of CPU classes change
 * at the end of a cycle only, and are time on Ps. Source: {@code runtime/metrics.go}, {@code
 * mstats.go:cpuStats}.
 */
final class CollectorMetrics {
  private static final long OFF = Long.MAX_VALUE;

  private final Scheduler scheduler;
  private final MemorySettings settings;
  private final Pacer pacer;
  private final Heap heap;
  private final ResidentMemory memory;
  private final CpuLimiter limiter;
  private final Scavenger scavenger;
  private final MarkWork work;
  private final CollectorClock clock;

  private final WatchedLevel live = new WatchedLevel();
  private final WatchedLevel goal = new WatchedLevel();
  private long cycles;
  private long lastScannedHeap;

  // Sums over all cycles, ns.
  private long assistNs;
  private long dedicatedNs;
  private long idleMarkNs;
  private long pauseNs;

  /** Time of Ps up to the end of the last cycle, ns. */
  private long totalNs;

  private long idleNs;
  private long scavengedInBackgroundNs;
  private long scavengedByAllocationNs;

  CollectorMetrics(Scheduler scheduler, MemorySettings settings, Pacer pacer, Stores stores) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.pacer = pacer;
    heap = stores.heap;
    memory = stores.memory;
    limiter = stores.limiter;
    scavenger = stores.scavenger;
    work = stores.work;
    clock = stores.clock;
    levelsChanged();
  }

  /** What figures are read from. */
  record Stores(
      Heap heap,
      ResidentMemory memory,
      CpuLimiter limiter,
      Scavenger scavenger,
      MarkWork work,
      CollectorClock clock) {}

  /** A cycle has ended. */
  void cycleEnded(CycleRecord cycle) {
    cycles++;
    assistNs += cycle.assistNs();
    dedicatedNs += cycle.dedicatedNs();
    idleMarkNs += cycle.idleNs();
    pauseNs += (cycle.firstPauseNs() + cycle.secondPauseNs()) * scheduler.system().gomaxprocs();
    totalNs = scheduler.system().processorNs();
    idleNs = scheduler.system().idleProcessorNs();
    scavengedInBackgroundNs = scavenger.backgroundNs();
    scavengedByAllocationNs = scavenger.assistNs();
    assert collectorNs() + idleNs <= totalNs
        : collectorNs() + " ns of the collector and " + idleNs + " idle of " + totalNs;
    lastScannedHeap = pacer.lastHeapScan();
    levelsChanged();
  }

  /** Another heap has been found live, and another goal set. */
  void levelsChanged() {
    live.set(pacer.heapMarked());
    goal.set(pacer.goal());
  }

  private long collectorNs() {
    return assistNs + dedicatedNs + idleMarkNs + pauseNs;
  }

  void register(RuntimeMetrics metrics) {
    registerCpu(metrics);
    metrics.counter(go("/gc/cycles/automatic:gc-cycles"), () -> cycles); // the periodic too
    metrics.counter(MetricNames.GC_CYCLES, () -> cycles);
    metrics.counter(MetricNames.ALLOCATED_BYTES, heap::allocatedBytes);
    metrics.counter(MetricNames.ALLOCATED_OBJECTS, heap::allocatedObjects);
    metrics.counter(go("/gc/heap/frees:bytes"), heap::freedBytes);
    metrics.counter(go("/gc/heap/frees:objects"), heap::freedObjects);
    metrics.gauge(go("/gc/heap/objects:objects"), heap::objects);
    metrics.watchedGauge(MetricNames.HEAP_LIVE, live::level, live::takePeak);
    metrics.watchedGauge(MetricNames.HEAP_GOAL, pacer::goal, goal::takePeak);
    metrics.gauge(word("heap_trigger", "bytes"), pacer::trigger);
    metrics.gauge(go("/gc/gogc:percent"), () -> offIfNegative(settings.pacer().gcPercent()));
    metrics.gauge(go("/gc/gomemlimit:bytes"), settings.pacer()::memoryLimitBytes);
    metrics.gauge(go("/gc/limiter/last-enabled:gc-cycle"), limiter::lastEnabledCycle);
    metrics.gauge(go("/gc/scan/heap:bytes"), () -> lastScannedHeap);
    metrics.gauge(go("/gc/scan/stack:bytes"), pacer::lastStackScan);
    metrics.gauge(go("/gc/scan/globals:bytes"), settings::globalsBytes);
    metrics.gauge(go("/gc/scan/total:bytes"), pacer::expectedScanWork);
    metrics.gauge(go("/gc/stack/starting-size:bytes"), () -> StackMemory.STARTING_BYTES);
    metrics.gauge(go("/memory/classes/heap/objects:bytes"), heap::bytes);
    metrics.gauge(go("/memory/classes/heap/unused:bytes"), this::unusedBytes);
    metrics.gauge(go("/memory/classes/heap/free:bytes"), this::freeBytes);
    metrics.gauge(go("/memory/classes/heap/released:bytes"), memory::releasedBytes);
    metrics.gauge(
        go("/memory/classes/total:bytes"), () -> memory.mappedBytes() + memory.releasedBytes());
    metrics.watchedGauge(
        MetricNames.RESIDENT_MEMORY, memory::rssBytes, memory::takeLargestRssBytes);
  }

  private void registerCpu(RuntimeMetrics metrics) {
    metrics.timeCounter(go("/cpu/classes/gc/mark/assist:cpu-seconds"), () -> assistNs);
    metrics.timeCounter(go("/cpu/classes/gc/mark/dedicated:cpu-seconds"), () -> dedicatedNs);
    metrics.timeCounter(go("/cpu/classes/gc/mark/idle:cpu-seconds"), () -> idleMarkNs);
    metrics.timeCounter(go("/cpu/classes/gc/pause:cpu-seconds"), () -> pauseNs);
    metrics.timeCounter(MetricNames.GC_CPU, this::collectorNs);
    metrics.timeCounter(MetricNames.GC_COMPUTED, () -> work.markedNs() + clock.inStopsNs());
    metrics.timeCounter(go("/cpu/classes/idle:cpu-seconds"), () -> idleNs);
    metrics.timeCounter(
        go("/cpu/classes/user:cpu-seconds"),
        () -> Math.max(0, totalNs - idleNs - collectorNs() - scavengeNs()));
    metrics.timeCounter(
        go("/cpu/classes/scavenge/background:cpu-seconds"), () -> scavengedInBackgroundNs);
    metrics.timeCounter(
        go("/cpu/classes/scavenge/assist:cpu-seconds"), () -> scavengedByAllocationNs);
    metrics.timeCounter(go("/cpu/classes/scavenge/total:cpu-seconds"), this::scavengeNs);
    metrics.timeCounter(go("/cpu/classes/total:cpu-seconds"), () -> totalNs);
  }

  private long scavengeNs() {
    return scavengedInBackgroundNs + scavengedByAllocationNs;
  }

  private static long offIfNegative(int percent) {
    return percent < 0 ? OFF : percent;
  }

  private long unusedBytes() {
    return ResidentMemory.spanBytes(heap.bytes()) - heap.bytes();
  }

  private long freeBytes() {
    return Math.max(0, memory.heapBytes() - ResidentMemory.spanBytes(heap.bytes()));
  }
}
