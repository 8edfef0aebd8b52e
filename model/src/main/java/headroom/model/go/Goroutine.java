package headroom.model.go;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine: its code, its state and the time it has spent in each state. Source: {@code
 * runtime/runtime2.go:g}. Reused after its end, as the runtime reuses dead Gs.
 */
public final class Goroutine {
  private static final long[] NO_TIMES = {};

  /** Most goroutines see four states: runnable, running, and two in which they wait. */
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

  /**
   * The states with a place in {@link #timesNs}: bit i stands for state i, and their places have
   * the order of the bits. A place for every state would be more than all else that a goroutine
   * takes, and there are millions of them.
   */
  private int timedStates;

  private long[] timesNs = NO_TIMES;
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
    if (spentNs != 0 && account != GoroutineState.DEAD) {
      count(spentNs);
    }
    GoroutineState apart = blockedAs;
    state = newState;
    account = apart != null && newState.isBlocked() ? apart : newState;
    stateSinceNs = nowNs;
  }

  /** Begins a new account of time at {@code nowNs}. */
  public void clearTimes(long nowNs) {
    Arrays.fill(timesNs, 0);
    stateSinceNs = nowNs;
  }

  /**
   * Time counted under {@code asked} since {@link #clearTimes}, up to {@code nowNs}: in that state,
   * unless {@link #blockedAs} says otherwise.
   */
  public long timeInNs(GoroutineState asked, long nowNs) {
    int bit = 1 << asked.ordinal();
    long countedNs = (timedStates & bit) == 0 ? 0 : timesNs[place(bit)];
    return countedNs + (asked == account ? nowNs - stateSinceNs : 0);
  }

  /** Time in all its life in which others held it up, until it entered its state. */
  public long heldUpNs() {
    return heldUpNs;
  }

  private void count(long spentNs) {
    GoroutineState spentIn = account;
    int bit = 1 << spentIn.ordinal();
    int place = place(bit);
    if ((timedStates & bit) == 0) {
      insert(bit, place);
    }
    timesNs[place] += spentNs;
    if (spentIn.isHeldUp()) {
      heldUpNs += spentNs;
    }
  }

  private int place(int bit) {
    return Integer.bitCount(timedStates & (bit - 1));
  }

  private void insert(int bit, int place) {
    int count = Integer.bitCount(timedStates);
    if (count == timesNs.length) {
      timesNs = Arrays.copyOf(timesNs, count + MORE_TIMES);
    }
    System.arraycopy(timesNs, place, timesNs, place + 1, count - place);
    timesNs[place] = 0;
    timedStates |= bit;
  }
}
