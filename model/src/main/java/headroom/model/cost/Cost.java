package headroom.model.cost;

/**
 * Every constant of cost in the model: its key in a profile, unit, value on the reference machine,
 * value in the ideal profile, and source. A plain server, the profile {@code linux}, has the
 * reference machine's values except where a constant says otherwise. The reference machine is a
 * virtual machine with 2 cores (AMD EPYC, 2.6 GHz), Linux 6.18 at 250 Hz (EEVDF, no kernel
 * preemption), Go 1.26.
 */
public enum Cost {
  /**
   * Latency from a wake-up to the first instruction of a thread on an idle core, when the core's
   * idle gaps have lately been 1 ms long; ns. Measured: time.Sleep(1ms) in a process that only
   * sleeps ends 109 us late, 50 us of which are timer slack.
   */
  OS_WAKE("os.wake", "ns", 59_000, 0),
  /**
   * Increase of {@link #OS_WAKE} per e-fold of the core's recent idle gap (the virtual CPU is
   * halted, the host's core goes to deeper sleep); ns. Measured: empty requests at 1000/s, 100/s
   * and 50/s reach their worker after 117, 201 and 251 us (one core), 136 and 332 us at 1000/s and
   * 50/s (two cores).
   */
  OS_WAKE_COLDNESS("os.wakeColdness", "ns", 45_000, 0),
  /** Least of a wake-up on an idle core, ns. Measured: 64 us to the worker at 20,000 requests/s. */
  OS_WAKE_MIN("os.wakeMin", "ns", 30_000, 0),
  /** See {@link #OS_WAKE_MIN}. Measured: p90 of a wake-up after 20 ms of idleness. */
  OS_WAKE_MAX("os.wakeMax", "ns", 300_000, 0),
  /** Coefficient of variation of wake-ups. Measured: P50 117, P99 261 us at 1000 requests/s. */
  OS_WAKE_CV("os.wakeCv", "1", 0.25, 0),
  /** Latency of a wake-up that preempts another thread; ns. Measured: p50 20 us beyond slack. */
  OS_WAKE_BUSY("os.wakeBusy", "ns", 20_000, 0),
  /**
   * 1: a thread that is woken while one other runs alone on its previous core waits there rather
   * than start a halted core; 0: it goes to the idle one, as in a stock kernel. Measured by
   * scheduler events, see {@code headroom.model.kernel.Placement}.
   */
  OS_WAKE_PACKS("os.wakePacks", "1", 1, 0, 0),
  /**
   * How long an idle core can be started for nothing, ns; matters with {@link #OS_WAKE_PACKS}.
   * Measured: with the other core idle for less than 18 to 27 us 58 % of the woken threads go
   * there, of the others 11 %.
   */
  OS_HALT_AFTER("os.haltAfter", "ns", 22_000, 0),
  /**
   * Core time that a thread's sleep and wake-up take, ns. Measured: a thread in nanosleep(20us)
   * beside a spinning one takes 27 us of the core each time.
   */
  OS_WAKE_CPU("os.wakeCpu", "ns", 27_000, 0),
  /**
   * What {@link #OS_WAKE_CPU} grows by on a core that was idle for long, as caches are cold; ns.
   * Measured: an empty request takes 63 us more by its second thread at 50/s than at 1000/s.
   */
  OS_WAKE_COLD_CPU("os.wakeColdCpu", "ns", 220_000, 0),
  /**
   * After how much idleness 1 - 1/e of that is due, ns. Measured (probe cold): a timer takes 54,
   * 57, 71, 79, 120, 158 and 199 us after 2, 3, 5, 10, 20, 50 and 100 ms.
   */
  OS_COLD_AFTER("os.coldAfter", "ns", 45_000_000, 45_000_000),
  /**
   * From a thread that wakes another one and goes to sleep to the other's first instruction, ns.
   * Measured: two goroutines, one of which has locked its thread, take 4.8 us for two hand-overs
   * back to back on one P, 7.4 us on two, and 0.24 us if neither has; after pauses of 1 ms one
   * takes 3.3 us on one core, 14 us on two.
   */
  OS_HAND_OVER("os.handOver", "ns", 3_300, 0),
  /** What a sleep takes beyond its duration, ns. Measured: nanosleep(20us) takes 109 us. */
  OS_SLEEP_OVERHEAD("os.sleepOverhead", "ns", 89_000, 0),
  /**
   * What one of sysmon's longest sleeps, 10 ms, takes beyond its duration, ns. Measured: spinning
   * goroutines are cut after 20.16, 20.3 and 20.4 ms (minimum, p50, p90), two such sleeps.
   */
  OS_LONG_SLEEP_OVERHEAD("os.longSleepOverhead", "ns", 140_000, 0),
  /**
   * Timer slack of epoll_wait, ns. Source: Linux {@code prctl(2)} PR_SET_TIMERSLACK, default 50 us.
   */
  OS_TIMER_SLACK("os.timerSlack", "ns", 50_000, 0),
  /**
   * Period of the scheduler tick, ns; 0: no tick, threads share the cores by {@link #OS_SLICE}
   * alone. Source: HZ=250; measured: two spinning threads on a core alternate every 4.0 ms.
   */
  OS_TICK("os.tick", "ns", 4_000_000, 0),
  /**
   * Slice that a thread may use before a tick may take its core, ns; with {@link #OS_TICK} 0 the
   * quantum of round robin, and 0 is its limit: all runnable threads share the cores equally at
   * every instant. Source: Linux {@code sysctl_sched_base_slice} 0.7 ms * (1 + log2(2 cores)).
   * Measured: a thread that preempts a spinning one runs 1.69, 3.96 and 6.5 ms (P5, P50, P95).
   */
  OS_SLICE("os.slice", "ns", 1_400_000, 0),
  /**
   * Wall time a CPU demand takes on a core that it has for itself, over the demand. Measured: mean
   * 1.008 of a calibrated loop (timer interrupts, absences of the hypervisor).
   */
  CPU_STRETCH("cpu.stretch", "1", 1.008, 1),
  /**
   * What the times of the catalogue of operations are multiplied by: those of this machine over
   * those of the catalogue's. Measured: see {@code docs/model/operations.md}.
   */
  OP_SCALE("op.scale", "1", 1, 1),
  /**
   * What a tick of sysmon takes on a core that idles otherwise, ns. Measured by its schedstat: 16.0
   * us with 300 system calls a second, 12.7 and 17.6 us with network and timers.
   */
  GO_SYSMON_TICK("go.sysmonTick", "ns", 16_000, 0),
  /**
   * How long sysmon, woken from its deep sleep, waits beside its waker before it ticks elsewhere,
   * mean, ns. Measured by its schedstat (probe sysmon); 0: a stock kernel wakes it on an idle core.
   */
  GO_SYSMON_WAIT("go.sysmonWait", "ns", 1_250_000, 0, 0),
  /**
   * How often sysmon, beginning afresh, stays on the core of a goroutine that computes although
   * another core is idle, and interrupts it with every tick. Measured: 4.1 of 44 ticks on two
   * cores. The stock kernel wakes a thread on an idle core ({@code fair.c:select_idle_sibling}).
   */
  SYSMON_STRAY_SHARE("go.sysmonStrayShare", "1", 0.09, 0, 0),
  /**
   * Share of a core's time that other processes take while this one computes on all its cores, two
   * or more. Measured: median 0.005 of the machine over the reference runs. A plain server has
   * nothing beside the process.
   */
  HOST_FOREIGN_SHARE("host.foreignShare", "1", 0.005, 0, 0),
  /**
   * What a client process on the same machine takes of core 0 for each message, ns; with two cores
   * or more. Measured: 44 us of its CPU per request without I/O, 116 us with one I/O step (three
   * messages); a wake-up takes 12 us more from whom it interrupts than the woken thread is charged.
   */
  PEER_CPU("host.peerCpu", "ns", 52_000, 0, 0),
  /** Handing a P to another goroutine, ns. Measured: 185 ns for a channel hand-off on one P. */
  GO_SWITCH("go.switch", "ns", 185, 0),
  /**
   * What each P beyond two adds to a search in vain, ns. Source: {@code proc.go:findRunnable}.
   * Measured (probe search): a sleep takes 44.0 us of CPU with 8 Ps and 64.3 with 512.
   */
  GO_SEARCH_PER_P("go.searchPerP", "ns", 40, 0),
  /**
   * One round of spinning for a mutex, ns. Source: {@code lock_spinbit.go:active_spin_cnt}, 30
   * PAUSE instructions; estimate: 65 cycles each at 2.6 GHz (AMD Zen 4).
   */
  GO_MUTEX_SPIN("go.mutexSpin", "ns", 750, 0),
  /** CPU of starting and ending a goroutine, ns. Measured: create, run, exit 0.27 to 0.32 us. */
  GO_SPAWN("go.spawn", "ns", 300, 0),
  /**
   * What starting a goroutine takes beyond {@link #GO_SPAWN} when no dead one can be used again,
   * ns. Measured: starting 10,000 and 100,000 that park with a stack of 2 KiB, 2.3 to 3.4 us each.
   */
  GO_SPAWN_NEW("go.spawnNew", "ns", 2_200, 0),
  /**
   * CPU of a tick that a goroutine reads, ns. Measured: 1,000 goroutines that range over tickers of
   * 1 ms use 0.43 cores, 0.03 of them to wake the thread that polls.
   */
  GO_TICK("go.tick", "ns", 400, 0),
  /**
   * What a tick takes beyond {@link #GO_TICK} when goroutine, channel and timer have left the
   * caches, with periods over 5 ms (estimate, between 1 and 10); ns. Measured: 100,000 ticks a
   * second of 100,000 goroutines (1 s each) and of 1,000 (10 ms) use 0.078 cores.
   */
  GO_TICK_COLD("go.tickCold", "ns", 380, 0),
  /**
   * Doubling a stack, ns, beside {@link #GO_STACK_COPY}. Measured: a goroutine that uses 1.5, 5 and
   * 19 KB of stack takes 0.35, 0.95 and 4.4 us longer (with these two 0.36, 0.97 and 4.2); in
   * memory that the process touches for the first time up to three times as long.
   */
  GO_STACK_GROW("go.stackGrow", "ns", 100, 0),
  /** Doubling a stack, ns for each byte of the new stack. Measured: see {@link #GO_STACK_GROW}. */
  GO_STACK_COPY("go.stackCopy", "1", 0.0625, 0),
  /**
   * Slice after which sysmon asks a goroutine to yield, ns; 0: never. Source: {@code
   * runtime/proc.go:forcePreemptNS}.
   */
  GO_PREEMPT_SLICE("go.preemptSlice", "ns", 10_000_000, 0),
  /** From sysmon's request to the goroutine's stop, ns. Estimate: 5 to 50 us (it is a signal). */
  GO_PREEMPT_SIGNAL("go.preemptSignal", "ns", 20_000, 0),
  /**
   * Wait before stealing the runnext of a running P, ns, beside the sleep overhead. Source: {@code
   * proc.go:runqgrab}.
   */
  GO_RUNNEXT_STEAL_WAIT("go.runnextStealWait", "ns", 3_000, 0),
  /**
   * 1: readiness is noticed by whom polls; 0: at once, whoever polls. Source: {@code
   * proc.go:findRunnable}, {@code sysmon}.
   */
  GO_POLL("go.poll", "1", 1, 0),
  /**
   * Granularity of epoll_wait's timeout, ns; 0: exact. Source: {@code
   * runtime/netpoll_epoll.go:netpoll} (whole milliseconds, rounded down above 1 ms and up below).
   */
  GO_POLL_GRANULARITY("go.pollGranularity", "ns", 1_000_000, 0),
  /** CPU of sending in an I/O step, ns. Measured: 27 us both ways in a batch; split by estimate. */
  NET_SEND_CPU("net.sendCpu", "ns", 17_000, 0),
  /** CPU of taking the answer of an I/O step, ns. See {@link #NET_SEND_CPU}. */
  NET_RECEIVE_CPU("net.receiveCpu", "ns", 10_000, 0),
  /**
   * Which part of the CPU outside the steps a net/http server takes until its handler has decoded
   * the request. Measured (probe http): 9 of 34 us.
   */
  HTTP_READ_SHARE("http.readShare", "1", 0.26, 0),
  /**
   * What a net/http server allocates for a request, bytes. Measured: 3.66 and 3.84 KB in the
   * reference runs, 3.5 KB in probe http.
   */
  HTTP_ALLOC_BYTES("http.allocBytes", "1", 3_750, 0),
  /** In how many objects. Measured: 34.6 and 36.6 in the reference runs, 33 to 34 in probe http. */
  HTTP_ALLOC_OBJECTS("http.allocObjects", "1", 36, 0),
  /**
   * From a message's departure until its socket is readable, ns. Measured: an I/O step at 1000/s
   * takes 101 us beyond the downstream's hold: two deliveries, one wake-up, both halves' CPU.
   */
  NET_DELIVERY("net.delivery", "ns", 20_000, 0),
  /**
   * What the first goroutine runs longer after the poller slept, as caches are cold, ns. Measured:
   * an empty request at 1000/s reaches its worker after 117 us, delivery and wake-up explain 80.
   */
  GO_COLD_START("go.coldStart", "ns", 25_000, 0),
  /**
   * CPU of that in all after long idleness if a message woke it, ns; what exceeds {@link
   * #GO_COLD_START} delays nobody. Measured: an empty request takes 140 us more at 50/s than at
   * 1000/s on one core, which are this and {@link #OS_WAKE_COLD_CPU}.
   */
  NET_COLD_REFILL("net.coldRefill", "ns", 131_000, 0),
  /** After how much idleness 1 - 1/e of it is due, ns. Measured (probe cold): 5 to 10 ms. */
  NET_COLD_AFTER("net.coldAfter", "ns", 8_000_000, 8_000_000),
  /**
   * Allocating a small object, ns, beside {@link #GO_ALLOC_BYTE}. Measured (probe memory, large):
   * objects of 32, 64, 128 and 256 B take 35, 39, 49 and 81 ns; back to back 20, 24, 34 and 56.
   */
  GO_ALLOC("go.alloc", "ns", 25, 0),
  /**
   * Allocating a small object, ns for each byte: zeroing, and the misses that a span used long ago
   * causes. Measured (probe memory, large) with 1 MiB a request in objects of 32 B to 16 KB: 0.15
   * to 0.30, median 0.21, of which 0.013 are sweeping; back to back 0.11 to 0.37, median 0.19.
   */
  GO_ALLOC_BYTE("go.allocByte", "1", 0.20, 0),
  /**
   * The same for objects over 32 KiB. Measured: 0.064 to 0.076 ns/B from 256 KiB to 1 MiB; in a
   * request (probe memory, large) 0.06 to 0.07.
   */
  GO_ALLOC_LARGE_BYTE("go.allocLargeByte", "1", 0.07, 0),
  /**
   * Looking up a key in a cache, ns: a map from strings to elements of a list, under a free mutex,
   * the element moved to the front. Measured (probe memory, cache), keys of a Zipf law: 43 ns among
   * 1,000 entries, 74 among 10,000, 290 among 100,000, 550 among a million; one value for all.
   */
  GO_CACHE_LOOKUP("go.cacheLookup", "ns", 200, 0),
  /**
   * Putting an entry into a full cache and dropping the oldest, ns, without the entry's allocation.
   * Measured like {@link #GO_CACHE_LOOKUP}: 200 ns among 10,000 entries, 440 to 670 among 100,000
   * and a million; with a key that is made for it 1.1 to 1.3 us.
   */
  GO_CACHE_INSERT("go.cacheInsert", "ns", 600, 0),
  /** Taking an object from a {@code sync.Pool} and putting it back, ns. Measured: 13.6 for both. */
  GO_POOL_GET_PUT("go.poolGetPut", "ns", 13.6, 0),
  /**
   * How much longer allocation takes while the collector marks, since the caches are shared with
   * marking, beside {@link #GC_MARK_NEW}. Measured (probe memory, large): objects of 600 B to 16 KB
   * take 1.05 to 1.29 times as long, 1.12 in the median.
   */
  GC_ALLOC_SLOWDOWN("gc.allocSlowdown", "1", 1.12, 1),
  /**
   * Marking an object that is allocated while the collector marks, ns. Source: {@code
   * malloc.go:gcmarknewobject}. Measured (probe memory, large): 17 to 19 ns, 32 to 256 B.
   */
  GC_MARK_NEW("gc.markNew", "ns", 17, 0),
  /** CPU of a cycle's root jobs, start and end, ns. Measured: a cycle of a small heap, 0.3 ms. */
  GC_MARK_ROOTS("gc.markRoots", "ns", 300_000, 0),
  /** Scanning the stack of a goroutine, ns. Measured: 0.6 to 1.2 us for each of 100,000 parked. */
  GC_MARK_STACK("gc.markStack", "ns", 900, 0),
  /**
   * Marking an object, ns. Measured: 64 MiB in objects of 256 B without pointers take 5.99 ms a
   * cycle, 23.5 ns for each of 254,790.
   */
  GC_MARK_OBJECT("gc.markObject", "ns", 23.5, 0),
  /**
   * Following a pointer, ns, at a live heap of 64 MiB; less in one that fits the caches, more in a
   * larger one. Measured in services: 21 ns up to 32 MiB, 28 at 64, 37 at 256, 80 at 1 GiB.
   */
  GC_MARK_POINTER("gc.markPointer", "ns", 28, 0),
  /**
   * What a cycle does first while the world is stopped, ns. Measured (probe memory, large) in
   * services with one P: 15 and 20 us; 2 to 10 us if collections follow each other.
   */
  GC_START_PAUSE("gc.startPause", "ns", 20_000, 0),
  /**
   * What is done while the world is stopped at the end of marking, ns. Measured like {@link
   * #GC_START_PAUSE}: 2 us in the median, 3 at P90, and 4 us with a live heap of 64 MiB.
   */
  GC_END_PAUSE("gc.endPause", "ns", 3_000, 0),
  /** Sweeping a span, ns. Measured: 80 to 155 ns. */
  GC_SWEEP_SPAN("gc.sweepSpan", "ns", 110, 0),
  /**
   * What the background scavenger takes to give back 64 KiB, ns. Measured (probe memory, scavenge):
   * 3.6 to 4.5 us where free memory lies in one piece, 11 to 34 us in pieces of 8 KiB; in a service
   * with large objects (probe memory, large) 8 to 18 us, median 11 us.
   */
  GC_SCAVENGE_QUANTUM("gc.scavengeQuantum", "ns", 11_000, 0),
  /**
   * Giving a page of 4 KiB back where the memory limit demands it, ns. Measured: {@code
   * debug.FreeOSMemory} of 512 MiB, 234 to 247 ns in spans of 8 KiB and of 1 MiB.
   */
  GC_SCAVENGE_PAGE("gc.scavengePage", "ns", 240, 0),
  /**
   * A page fault of 4 KiB that the kernel has to zero, ns. Measured: 1.6 to 1.8 us in a loop that
   * touches new memory; in requests that allocate (probe memory, large) 1.4 to 2.0 us, median 1.7.
   */
  OS_PAGE_FAULT("os.pageFault", "ns", 1_700, 0),
  /** A page changed while others run, beyond that. Measured (probe memory): 10.4 and 1.9 us. */
  OS_TLB_SHOOTDOWN("os.tlbShootdown", "ns", 8_500, 0);

  private final String key;
  private final String unit;
  private final double reference;
  private final double ideal;
  private final double linux;

  Cost(String key, String unit, double reference, double ideal) {
    this(key, unit, reference, ideal, reference);
  }

  Cost(String key, String unit, double reference, double ideal, double linux) {
    this.linux = linux;
    this.key = key;
    this.unit = unit;
    this.reference = reference;
    this.ideal = ideal;
  }

  /** The key in a profile, for instance {@code os.wake}. */
  public String key() {
    return key;
  }

  /** {@code ns} or {@code 1} for a plain number. */
  public String unit() {
    return unit;
  }

  /** The value on the reference machine. */
  public double reference() {
    return reference;
  }

  /** The value on a plain server whose clients are elsewhere. */
  public double linux() {
    return linux;
  }

  /** The value that makes the mechanism cost nothing. */
  public double ideal() {
    return ideal;
  }
}
