package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.TimeAccount;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.HeapContents;
import headroom.model.go.memory.MemoryAccount;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Allocates objects on behalf of a goroutine: computes what that takes, starts a cycle if the heap
 * has reached its trigger, and while a cycle marks pays for each byte with marking. Source: {@code
 * runtime/malloc.go:mallocgc}, {@code deductAssistCredit}; {@code mgcmark.go:gcAssistAlloc}.
 *
 * <p>Approximate: objects are booked in bunches when they are done, and those of a bunch that is
 * cut short in proportion to its time.
 */
final class Malloc implements GoroutineBody {
  /**
   * Bytes that are booked at once at most while a cycle is on or near. Estimate: what Ps cache in
   * spans of all classes. Far from the trigger it is more: as much as all Ps together may allocate
   * and still be half the way from it.
   */
  private static final long BUNCH_BYTES = 128 << 10;

  /** Source: {@code mgcmark.go:gcOverAssistWork}. */
  private static final long MIN_ASSIST_WORK = 64 << 10;

  /** Work that an assist takes at once; the others take theirs meanwhile. Source: gcDrainN. */
  private static final long ASSIST_PIECE_BYTES = 32 << 10;

  private static final HeapContents NOBODY = new HeapContents();

  private final Collector collector;
  private final Allocations allocations;
  private final Scheduler scheduler;
  private final MarkWork.Piece piece = new MarkWork.Piece();

  private AllocationShape shape = AllocationShape.NOTHING;
  private double keepShare;
  private HeapContents holder = NOBODY;
  private long done;
  private long bunch;
  private long bunchNs;

  /** Of the object that comes next, what has been computed, ns. */
  private long aheadNs;

  /**
   * Whether a span has been taken since the heap was last held against its trigger: a limit below
   * the live heap asks for a cycle with each span, not for one after another.
   */
  private boolean grown;

  private @Nullable CycleStart starting;
  private @Nullable CycleEnd ending;

  /** Whether it is in an assist, which it leaves with its debt paid. */
  private boolean assists;

  private boolean scans;
  private long owedWork;
  private long assistSinceNs;

  Malloc(Collector collector, Scheduler scheduler) {
    this.collector = collector;
    allocations = collector.allocations();
    this.scheduler = scheduler;
  }

  /**
   * Begins to allocate; returns what {@code self} does for it, and null if it is done at once. The
   * share {@code keep} of the objects is added to what {@code holds} holds.
   */
  @Nullable Action begin(Goroutine self, AllocationShape objects, double keep, HeapContents holds) {
    shape = objects;
    keepShare = keep;
    holder = holds;
    done = 0;
    bunch = 0;
    aheadNs = 0;
    grown = false;
    self.callRuntime(this);
    Action action = proceed(self);
    if (action == null) {
      self.runtimeIsDone();
      collector.heap().takeBack(this);
    }
    return action;
  }

  @Override
  public Action resume(Goroutine self) {
    Action action = proceed(self);
    if (action != null) {
      return action;
    }
    collector.heap().takeBack(this);
    return self.returnFromRuntime();
  }

  @Override
  public TimeAccount runsAs() {
    return assists ? TimeAccount.ASSIST : TimeAccount.RUNNING;
  }

  @Override
  public Action preempted(Goroutine self) {
    if (scans) {
      collector.work().giveBack(piece, self.demandNs);
      self.demandNs = 0;
      pay(self);
      assisted();
      owedWork = 0; // what it still owes is computed anew
    } else if (bunch > 0) {
      cutBunch(self);
    }
    return Action.YIELD;
  }

  private @Nullable Action proceed(Goroutine self) {
    while (true) {
      if (starting != null) {
        Action action = starting.resume(self);
        if (action != null) {
          return action;
        }
        starting = null;
      }
      if (ending != null) {
        Action action = ending.resume(self);
        if (action != null) {
          return action;
        }
        ending = null;
      }
      if (assists) {
        Action action = assist(self);
        if (action != null) {
          return action;
        }
        continue;
      }
      book(self, bunch);
      bunch = 0;
      if (grown && collector.wantsCycle()) {
        grown = false;
        starting = collector.startCycle(false);
      } else if (owes(self)) {
        assists = true;
        owedWork = 0;
      } else if (done == shape.objects()) {
        return null;
      } else {
        plan(self);
        if (self.demandNs > 0) {
          return Action.COMPUTE;
        }
      }
    }
  }

  private boolean owes(Goroutine self) {
    return collector.isMarking() && !collector.isLimiting() && isInDebt(self);
  }

  private boolean isInDebt(Goroutine self) {
    return allocations.account(self).assistBytes < 0;
  }

  /** Plans the next bunch: up to what starts or continues a cycle, if that comes first. */
  private void plan(Goroutine self) {
    double each = shape.liveBytesEach();
    long bytes = BUNCH_BYTES;
    if (collector.isMarking()) {
      if (!collector.isLimiting()) {
        bytes = Math.min(bytes, allocations.account(self).assistBytes);
      }
    } else {
      long toTrigger = allocations.bytesToTrigger(shape);
      bytes = Math.min(toTrigger, Math.max(bytes, toTrigger / collector.gomaxprocs() / 2));
    }
    long most = Math.max(1, (long) Math.ceil(bytes / each));
    bunch = Math.min(shape.objects() - done, most);
    bunchNs = allocations.ns(shape, done, done + bunch);
    self.demandNs = Math.max(0, bunchNs - aheadNs);
    aheadNs = 0;
    if (shape.large()) { // has its span, and counts, before it is zeroed
      book(self, bunch);
      bunch = 0;
    }
  }

  /** The bunch ends early: what is done of it is booked, the rest is planned again. */
  private void cutBunch(Goroutine self) {
    double doneShare = bunchNs == 0 ? 0 : 1 - (double) self.demandNs / bunchNs;
    double objects = Math.max(0, bunch * doneShare);
    long whole = (long) objects;
    aheadNs = Math.round((objects - whole) * bunchNs / bunch);
    self.demandNs = 0;
    book(self, whole);
    bunch = 0;
  }

  private void book(Goroutine self, long count) {
    if (count == 0) {
      return;
    }
    long from = done;
    done += count;
    grown |= allocations.book(self, shape, from, done, keepShare, holder);
  }

  /**
   * Marks, or waits for those who do, until nothing is owed; null when that is so. The CPU limiter
   * ends what has begun: then it waits for what the workers do. Source: {@code
   * mgcmark.go:gcDrainN}, {@code gcParkAssist}.
   */
  private @Nullable Action assist(Goroutine self) {
    if (scans) {
      owedWork -= pay(self);
      assisted();
      if (ending != null) {
        return null;
      }
    }
    if (!collector.isMarking() || (owedWork <= 0 && !owes(self))) {
      return leaveAssist(self);
    }
    if (owedWork <= 0) {
      owe(self);
      if (owedWork <= 0) {
        return leaveAssist(self);
      }
    }
    if (!collector.isLimiting()
        && collector.work().takeForAssist(piece, Math.min(ASSIST_PIECE_BYTES, owedWork))) {
      scans = true;
      collector.beginWork();
      assistSinceNs = scheduler.now();
      scheduler.system().accountChanged(self);
      self.demandNs = Math.max(1, piece.ns);
      return Action.COMPUTE;
    }
    owedWork = 0;
    if (!isInDebt(self)) {
      return leaveAssist(self);
    }
    return collector.assists().park(self) ? Action.PARK : null;
  }

  private @Nullable Action leaveAssist(Goroutine self) {
    assists = false;
    scheduler.system().accountChanged(self);
    return null;
  }

  /** Computes the work that the debt comes to, and takes what others have done for it. */
  private void owe(Goroutine self) {
    MemoryAccount account = allocations.account(self);
    Pacer pacer = collector.pacer();
    collector.workers().settle();
    long debt = -account.assistBytes;
    long work = (long) (pacer.assistWorkPerByte() * debt);
    if (work < MIN_ASSIST_WORK) {
      work = MIN_ASSIST_WORK;
      debt = (long) (pacer.assistBytesPerWork() * work);
    }
    long taken = collector.assists().take(work);
    account.assistBytes += taken == work ? debt : 1 + (long) (pacer.assistBytesPerWork() * taken);
    owedWork = taken == work ? 0 : work - taken;
  }

  /** Its piece is done, and pays for what it allocates; returns the work, bytes. */
  private long pay(Goroutine self) {
    long work = collector.report(piece, piece.ns);
    allocations.account(self).assistBytes +=
        1 + (long) (collector.pacer().assistBytesPerWork() * work);
    return work;
  }

  private void assisted() {
    scans = false;
    collector.work().finish(piece);
    collector.assisted(scheduler.now() - assistSinceNs);
    if (collector.endWork()) {
      ending = new CycleEnd(collector, scheduler);
    }
  }
}
