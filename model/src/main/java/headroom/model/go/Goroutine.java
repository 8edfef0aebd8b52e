package headroom.model.go;

import headroom.model.go.memory.MemoryAccount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine: its code, its status, and what its time is charged to. Source: {@code
 * runtime/runtime2.go:g}. Reused after its end, as the runtime reuses dead Gs.
 */
public final class Goroutine {
  private static final long[] NO_TIMES = {};

  /** Most goroutines use four accounts: runnable, running, and two in which they wait. */
  private static final int MORE_TIMES = 2;

  /** Number of the goroutine, from 0; the subject of its events. */
  public final int id;

  /**
   * CPU that {@link GoroutineBody.Action#COMPUTE} asks for, or that is left after a preemption; ns.
   */
  public long demandNs;

  /** When the descriptor it waits for becomes readable; -1 if that is not known or not awaited. */
  public long networkDueNs = -1;

  /** Size of its stack; 0 while it is not alive. */
  public long stackBytes;

  /** Whether it is in the list of those whose stacks have grown. */
  public boolean stackHasGrown;

  /** Whether it has been alive before, so that its next life costs less. */
  public boolean reused;

  /** What a channel handed over, or is to take. Source: {@code runtime2.go:sudog.elem}. */
  public @Nullable Object element;

  /** Where time is counted in which it is blocked, whatever blocks it; null: as usual. */
  public @Nullable TimeAccount blockedAs;

  /** The next goroutine of the queue it is in; owned by that queue. */
  public @Nullable Goroutine next;

  /** The M that it is wired to; -1 if any may run it. Source: {@code runtime2.go:g.lockedm}. */
  public int lockedThread = -1;

  private final GoroutineBody body;

  /** What the runtime does on its behalf before its own code goes on; null if nothing. */
  private @Nullable GoroutineBody runtimeCode;

  /**
   * The accounts with a place in {@link #chargedNs}: bit i stands for account i, and their places
   * have the order of the bits. There are millions of goroutines, and a place for every account
   * would take more than all other fields.
   */
  private int charged;

  private long[] chargedNs = NO_TIMES;
  private GoroutineStatus status = GoroutineStatus.DEAD;
  private @Nullable WaitReason waitReason;

  /** Where its time is counted; null while it is dead. */
  private @Nullable TimeAccount account;

  private long heldUpNs;
  private long sinceNs;
  private @Nullable Timer timer;
  private @Nullable LockWait lockWait;
  private @Nullable MemoryAccount memory;

  /** A dead goroutine with code {@code body}; the runtime's own have negative numbers. */
  public Goroutine(int id, GoroutineBody body) {
    this.id = id;
    this.body = body;
  }

  /** Whether it belongs to the runtime, which counts only the program's goroutines. */
  public boolean isSystem() {
    return id < 0;
  }

  /** Whether it has a P and its thread a core. */
  public boolean isOnCore() {
    return account == TimeAccount.RUNNING || account == TimeAccount.ASSIST;
  }

  /** Where its time on a core is counted. */
  public TimeAccount runsAs() {
    return code().runsAs();
  }

  /** Its code: what the runtime does on its behalf, or else its own. */
  public GoroutineBody code() {
    GoroutineBody runtime = runtimeCode;
    return runtime == null ? body : runtime;
  }

  /** {@code code} runs in place of its own until {@link #returnFromRuntime}. */
  public void callRuntime(GoroutineBody code) {
    assert runtimeCode == null : "the runtime is called by itself";
    runtimeCode = code;
  }

  /** The runtime's code is done before the goroutine had to wait or to compute for it. */
  public void runtimeIsDone() {
    runtimeCode = null;
  }

  /** The runtime's code is done; returns what the goroutine does next. */
  public GoroutineBody.Action returnFromRuntime() {
    runtimeIsDone();
    return body.resume(this);
  }

  /** The timer it sleeps on. Source: {@code runtime2.go:g.timer}. */
  public Timer sleepTimer() {
    Timer mine = timer;
    if (mine == null) {
      mine = new Timer(this);
      timer = mine;
    }
    return mine;
  }

  /** What it remembers while it tries to lock a mutex. */
  public LockWait lockWait() {
    LockWait mine = lockWait;
    if (mine == null) {
      mine = new LockWait();
      lockWait = mine;
    }
    return mine;
  }

  /** What it has to do with the heap. */
  public MemoryAccount memory() {
    MemoryAccount mine = memory;
    if (mine == null) {
      mine = new MemoryAccount();
      memory = mine;
    }
    return mine;
  }

  /** Its status. */
  public GoroutineStatus status() {
    return status;
  }

  /** What it waits for; null unless it is waiting. */
  public @Nullable WaitReason waitReason() {
    return waitReason;
  }

  /** Where its time is counted now; null while it is dead. */
  public @Nullable TimeAccount account() {
    return account;
  }

  /** Since when it has had its status and account. */
  public long sinceNs() {
    return sinceNs;
  }

  /**
   * Changes status and account at {@code nowNs}; only the scheduler does so, which counts
   * goroutines.
   *
   * @param reason what it waits for; null unless {@code to} is {@link GoroutineStatus#WAITING}
   * @param chargedTo what its time is charged to from now on; null when it dies
   */
  public void enter(
      GoroutineStatus to,
      @Nullable WaitReason reason,
      @Nullable TimeAccount chargedTo,
      long nowNs) {
    TimeAccount before = account;
    if (before != null) {
      charge(before, nowNs - sinceNs);
    }
    boolean blocked = to == GoroutineStatus.SYSCALL || to == GoroutineStatus.WAITING;
    TimeAccount apart = blockedAs;
    status = to;
    waitReason = reason;
    account = apart != null && blocked ? apart : chargedTo;
    sinceNs = nowNs;
  }

  /** Begins a new account of time at {@code nowNs}. */
  public void clearTimes(long nowNs) {
    Arrays.fill(chargedNs, 0);
    sinceNs = nowNs;
  }

  /** Time charged to {@code asked} since {@link #clearTimes}, up to {@code nowNs}. */
  public long timeInNs(TimeAccount asked, long nowNs) {
    int bit = 1 << asked.ordinal();
    long endedNs = (charged & bit) == 0 ? 0 : chargedNs[place(bit)];
    return endedNs + (asked == account ? nowNs - sinceNs : 0);
  }

  /**
   * Adds the time charged to each account since {@link #clearTimes}, up to {@code nowNs}, to what
   * {@code sumsNs} has at the place that {@code placeOf} names for the account's ordinal.
   */
  public void addTimes(long nowNs, int[] placeOf, long[] sumsNs) {
    int left = charged;
    for (int place = 0; left != 0; place++) {
      sumsNs[placeOf[Integer.numberOfTrailingZeros(left)]] += chargedNs[place];
      left &= left - 1;
    }
    TimeAccount present = account;
    if (present != null) {
      sumsNs[placeOf[present.ordinal()]] += nowNs - sinceNs;
    }
  }

  /** Time in all its life in which others held it up, until its last change. */
  public long heldUpNs() {
    return heldUpNs;
  }

  private void charge(TimeAccount to, long spentNs) {
    if (spentNs == 0) {
      return;
    }
    int bit = 1 << to.ordinal();
    int place = place(bit);
    if ((charged & bit) == 0) {
      insert(bit, place);
    }
    chargedNs[place] += spentNs;
    if (to.isHeldUp()) {
      heldUpNs += spentNs;
    }
  }

  private int place(int bit) {
    return Integer.bitCount(charged & (bit - 1));
  }

  private void insert(int bit, int place) {
    int count = Integer.bitCount(charged);
    if (count == chargedNs.length) {
      chargedNs = Arrays.copyOf(chargedNs, count + MORE_TIMES);
    }
    System.arraycopy(chargedNs, place, chargedNs, place + 1, count - place);
    chargedNs[place] = 0;
    charged |= bit;
  }
}
