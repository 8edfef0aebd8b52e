package headroom.model.go.collector;

import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.engine.EventLayer;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import headroom.model.go.memory.ResidentMemory;
import headroom.model.go.scheduler.BackgroundWork;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.metrics.RuntimeMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The garbage collector: decides when a cycle starts and what it costs whom, by the {@link Pacer};
 * who marks is {@link Workers}, how a cycle begins and ends {@link CycleStart} and {@link
 * CycleEnd}, what an allocation pays {@link Malloc}. Source: {@code runtime/mgc.go}.
 */
public final class Collector implements BackgroundWork, EventLayer {
  private final Scheduler scheduler;
  private final MemorySettings settings;
  private final CollectorObserver observer;
  private final Pacer pacer;
  private final Heap heap = new Heap();
  private final ResidentMemory memory;
  private final HeapSizes sizes;
  private final Allocations allocations;
  private final LimiterUpdates limiter;
  private final MarkWork work;
  private final Workers workers;
  private final AssistQueue assists;
  private final Sweeper sweeper;
  private final Scavenger scavenger;
  private final CollectorClock clock;
  private final ForcedCycle forced;
  private final ProcessorUpdate update;
  private final CollectorMetrics metrics;
  private final ProgramHeap program;
  private final HeapAtStart atStart;
  private boolean marking;
  private boolean starting;

  /** Whether somebody is about to end the cycle. */
  private boolean ending;

  /** Whether a cycle is over and some P has not flushed its caches since. */
  private boolean flushing;

  /** Workers and assists that are marking. Source: {@code mgc.go:work.nproc - work.nwait}. */
  private int active;

  /** A collector for the Ps of {@code scheduler}, and the heap that the program begins with. */
  public Collector(
      Scheduler scheduler,
      HeadroomSimulator simulator,
      MemorySettings settings,
      CostProfile profile,
      CollectorObserver observer) {
    this.scheduler = scheduler;
    this.settings = settings;
    this.observer = observer;
    pacer = new Pacer(settings.pacer());
    memory = new ResidentMemory(profile, settings.pacer().memoryLimitBytes());
    work = new MarkWork(profile);
    workers = new Workers(this, scheduler);
    CpuLimiter bucket = new CpuLimiter(scheduler.now(), gomaxprocs());
    limiter = new LimiterUpdates(bucket, scheduler, workers);
    sizes = new HeapSizes(scheduler, pacer, heap, memory);
    assists = new AssistQueue(scheduler, pacer);
    scavenger =
        new Scavenger(
            scheduler,
            heap,
            memory,
            new Appointment(simulator, CollectorEvents.DUE, CollectorEvents.SCAVENGER),
            this::gomaxprocs,
            profile);
    sweeper = new Sweeper(scheduler, heap, profile, scavenger::swept);
    allocations =
        new Allocations(this, sizes, profile, limiter, scheduler, settings.containerBytes());
    clock = new CollectorClock(profile);
    Appointment period =
        new Appointment(simulator, CollectorEvents.DUE, CollectorEvents.FORCED_CYCLE);
    update = new ProcessorUpdate(this, scheduler, limiter, observer);
    forced = new ForcedCycle(this, scheduler, period, update, settings.pacer().isOff());
    program = new ProgramHeap(this, scheduler, heap);
    scheduler.system().setBackground(this);
    atStart = new HeapAtStart(settings, scheduler);
    atStart.fill(this, work, sizes);
    metrics =
        new CollectorMetrics(
            scheduler,
            settings,
            pacer,
            new CollectorMetrics.Stores(heap, memory, bucket, scavenger, work, clock));
  }

  /**
   * The program starts, and allocates. If it has a live heap, cycles have found that and what else
   * it holds by now.
   */
  public void start() {
    program.start();
    if (settings.liveHeap().objects() > 0) {
      atStart.collect(this, work, sizes);
      metrics.levelsChanged();
      forced.plan(scheduler.now());
    }
  }

  /** Registers the collector's figures. */
  public void register(RuntimeMetrics table) {
    metrics.register(table);
  }

  /** What the program does with the heap. */
  public ProgramHeap heap() {
    return program;
  }

  @Override
  public @Nullable Goroutine forProcessor(int processor) {
    if (!marking) {
      return null;
    }
    limiter.keepUp();
    return work.isAvailable() ? workers.assign(processor, elapsedNs()) : null;
  }

  @Override
  public @Nullable Goroutine whenIdle(int processor) {
    return marking && work.isAvailable() ? workers.assignIdle(processor) : null;
  }

  @Override
  public boolean handle(int kind, int subject) {
    return kind == CollectorEvents.DUE
        && (subject == CollectorEvents.SCAVENGER ? scavenger.onDue() : forced.onPeriod());
  }

  /**
   * Whether all that was allocated is somewhere, and nobody waits for a cycle that is over. For
   * assertions at the end of a run.
   *
   * @throws AssertionError if the heap is not balanced
   */
  public boolean isConsistent() {
    return heap.isBalanced() && active >= 0 && (marking || assists.isEmpty());
  }

  /** What an allocation costs and does. */
  Allocations allocations() {
    return allocations;
  }

  Heap objects() {
    return heap;
  }

  /** Cycles begun so far. */
  long cycles() {
    return clock.cycles();
  }

  Pacer pacer() {
    return pacer;
  }

  int gomaxprocs() {
    return scheduler.system().gomaxprocs();
  }

  MarkWork work() {
    return work;
  }

  Workers workers() {
    return workers;
  }

  AssistQueue assists() {
    return assists;
  }

  Sweeper sweeper() {
    return sweeper;
  }

  Scavenger scavenger() {
    return scavenger;
  }

  boolean isMarking() {
    return marking;
  }

  boolean isLimiting() {
    return limiter.isLimiting();
  }

  /** Since the first stop of this cycle was asked for, ns. */
  long elapsedNs() {
    return clock.elapsedNs(scheduler.now());
  }

  /** Bytes that may be allocated before a cycle starts, at least 1. */
  long bytesToTrigger() {
    boolean none = starting || flushing || update.isOn();
    return none ? Long.MAX_VALUE : Math.max(1, pacer.trigger() - pacer.heapLive());
  }

  /**
   * Whether the heap has reached its trigger, and nobody has noticed. Not before the last cycle is
   * quite over. Source: {@code worldsema} in {@code mgc.go:gcMarkTermination}, for which {@code
   * gcStart} waits; approximate: here who allocates goes on meanwhile.
   */
  boolean wantsCycle() {
    return !isCycleOn() && !update.isOn() && pacer.shouldStart();
  }

  /** A cycle, {@code periodic} or not; null if one is on, or if it is over since it is free. */
  @Nullable CycleStart startCycle(boolean periodic) {
    if (isCycleOn() || update.isOn()) {
      return null;
    }
    if (settings.free()) {
      atStart.collectFreely(this, work, sizes);
      metrics.cycleEnded(clock.freeCycle(scheduler.now(), workers, pacer));
      return null;
    }
    starting = true;
    return new CycleStart(this, scheduler, periodic);
  }

  /** The world has stopped for a cycle to start; returns the CPU of that, ns. */
  long beginCycle(long askedNs, boolean periodic) {
    assert !marking && !flushing : "a cycle begins before the last is over";
    starting = false;
    marking = true;
    sizes.stacksChanged();
    program.cycleStarts();
    HeapContents contents = heap.startMarking();
    MarkWorkers wanted = pacer.startCycle(askedNs, gomaxprocs(), periodic);
    limiter.startTransition(true);
    work.begin(contents, settings.globalsBytes(), sizes.scanStacks());
    assists.begin();
    workers.begin(wanted);
    clock.begin(askedNs, periodic, pacer.heapLive());
    observer.cycleBegan(askedNs);
    return clock.firstStopNs();
  }

  /** The world runs again. */
  void cycleBegun(long askedNs, long stoppedNs) {
    limiter.finishTransition();
    observer.paused(stoppedNs - askedNs, scheduler.now() - askedNs);
    clock.marks(scheduler.now());
  }

  /** {@code piece} is done up to {@code doneNs} of it; returns the news, bytes. */
  long report(MarkWork.Piece piece, long doneNs) {
    return work.report(piece, doneNs, pacer);
  }

  /** The same, by a background worker, who earns credit for those who allocate. */
  void reportInBackground(MarkWork.Piece piece, long doneNs) {
    long news = report(piece, doneNs);
    if (news > 0) {
      assists.earn(news);
    }
  }

  /** One more marks. */
  void beginWork() {
    active++;
  }

  /**
   * One less marks; returns whether it was the last and nothing is left, which nobody has noticed:
   * it ends the cycle. Source: {@code markDoneSema} in {@code mgc.go:gcMarkDone}.
   */
  boolean endWork() {
    active--;
    if (active > 0 || ending || !marking || work.isAvailable()) {
      return false;
    }
    ending = true;
    return true;
  }

  /** A goroutine has marked for {@code ns} to pay for what it allocates. */
  void assisted(long ns) {
    clock.assisted(ns);
    limiter.assisted(ns);
  }

  /** The world has stopped, all is marked; returns the CPU of what follows, ns. */
  long endMarking(long askedNs) {
    assert marking && active == 0 && !work.isAvailable() : "marking ends too soon";
    assert pacer.scanWork() == work.allBytes()
        : pacer.scanWork() + " B scanned of " + work.allBytes();
    limiter.startTransition(false);
    marking = false;
    ending = false;
    assists.wakeAll();
    pacer.endCycle(askedNs, gomaxprocs(), clock.assistNs(), workers.idleNs());
    return clock.secondStopNs();
  }

  /** The cycle is over; the world is about to run. */
  void endCycle(long askedNs, long stoppedNs) {
    flushing = true;
    long inUse = ResidentMemory.spanBytes(heap.bytes());
    long heapAtEnd = pacer.heapLive();
    long marked = heap.endMarking();
    assert heap.isBalanced() : "unbalanced";
    allocations.flush();
    pacer.resetLive(marked);
    sizes.mappedChanged();
    pacer.commit(false);
    sweeper.begin(pacer.trigger(), pacer.heapLive());
    scavenger.pace(settings.pacer().memoryLimitBytes(), pacer, inUse);
    limiter.finishTransition();
    observer.paused(stoppedNs - askedNs, scheduler.now() - askedNs);
    CycleRecord cycle = clock.end(askedNs, scheduler.now(), workers, heapAtEnd, pacer);
    metrics.cycleEnded(cycle);
    observer.cycleEnded(cycle);
    forced.plan(scheduler.now());
  }

  /** All Ps have flushed their caches after a cycle. */
  void cachesFlushed() {
    flushing = false;
    update.cycleOver();
  }

  /** Whether a cycle begins, marks or ends. Source: who holds {@code mgc.go:gcsema}. */
  boolean isCycleOn() {
    return starting || marking || flushing;
  }
}
