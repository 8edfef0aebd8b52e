package headroom.model.go;

import org.jspecify.annotations.Nullable;

/**
 * A goroutine: its code, its state and the time it has spent in each state. Source: {@code
 * runtime/runtime2.go:g}. Reused after its end, as the runtime reuses dead Gs.
 */
public final class Goroutine {
  private static final int STATES = GoroutineState.values().length;

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

  /** Whether it has been alive before, so that its next life costs less. */
  public boolean reused;

  /** What a channel handed over, or is to take. Source: {@code runtime2.go:sudog.elem}. */
  public @Nullable Object element;

  /** Where time is counted in which it is blocked, whatever blocks it; null: under its state. */
  public @Nullable GoroutineState blockedAs;

  /** The next goroutine of the queue it is in; owned by that queue. */
  public @Nullable Goroutine next;

  /** The M that it is wired to; -1 if any may run it. Source: {@code runtime2.go:g.lockedm}. */
  public int lockedMachine = -1;

  private final GoroutineBody body;
  private final long[] timeInStateNs = new long[STATES];
  private GoroutineState state = GoroutineState.DEAD;

  /** Where the time in its state is counted. */
  private GoroutineState account = GoroutineState.DEAD;

  private long heldUpNs;
  private long stateSinceNs;
  private @Nullable Timer timer;
  private @Nullable LockWait lockWait;

  /** A dead goroutine with code {@code body}. */
  public Goroutine(int id, GoroutineBody body) {
    this.id = id;
    this.body = body;
  }

  /** Its code. */
  public GoroutineBody body() {
    return body;
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

  /** Its state. */
  public GoroutineState state() {
    return state;
  }

  /** When it entered its state. */
  public long stateSinceNs() {
    return stateSinceNs;
  }

  /**
   * Changes the state at {@code nowNs}; only the scheduler does so, which counts goroutines by
   * state.
   */
  public void enter(GoroutineState newState, long nowNs) {
    long spentNs = nowNs - stateSinceNs;
    timeInStateNs[account.ordinal()] += spentNs;
    if (account.isHeldUp()) {
      heldUpNs += spentNs;
    }
    GoroutineState apart = blockedAs;
    state = newState;
    account = apart != null && newState.isBlocked() ? apart : newState;
    stateSinceNs = nowNs;
  }

  /** Begins a new account of time at {@code nowNs}. */
  public void clearTimes(long nowNs) {
    java.util.Arrays.fill(timeInStateNs, 0);
    stateSinceNs = nowNs;
  }

  /**
   * Time counted under {@code asked} since {@link #clearTimes}, up to {@code nowNs}: in that state,
   * unless {@link #blockedAs} says otherwise.
   */
  public long timeInNs(GoroutineState asked, long nowNs) {
    return timeInStateNs[asked.ordinal()] + (asked == account ? nowNs - stateSinceNs : 0);
  }

  /** Time in all its life in which others held it up, until it entered its state. */
  public long heldUpNs() {
    return heldUpNs;
  }
}
