package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.random.KeyedStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine's way through a {@link Program}: the program counter, its counters, and why it
 * failed. What is deferred, the contexts and the goroutines that it starts are apart, and made when
 * they are needed first: few of millions of goroutines have all of them. Reused for request after
 * request.
 */
public final class ProgramRun {
  /** No deadline. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final Program NOTHING = new Program(new Instruction[0], 0);

  private final RunKeys keys;
  private Program program = NOTHING;
  private int counter;
  private @Nullable Instruction pending;
  private long[] slots = {};
  private @Nullable DeferStack deferred;
  private @Nullable RunContext contexts;
  private @Nullable Spawning spawning;

  /** The innermost step under way that is accounted for. */
  @Nullable StepBracket bracket;

  private long waitsSinceNs;
  private @Nullable Failure failure;
  private @Nullable Goroutine goroutine;

  ProgramRun(Interpreter interpreter) {
    keys = new RunKeys(interpreter);
  }

  /**
   * Begins {@code newProgram} with draws under {@code itsPath}, for the request in row {@code row}
   * of the trace, if there is one. The request's context ends at {@code deadlineNs}.
   */
  public void begin(Program newProgram, long itsPath, int row, long deadlineNs) {
    begin(newProgram);
    keys.begin(itsPath, row, 0);
    if (deadlineNs != NO_DEADLINE) {
      contexts().enterOwn(deadlineNs);
    }
  }

  /** Begins {@code newProgram}, in no context; where it draws is said to {@link #keys}. */
  void begin(Program newProgram) {
    program = newProgram;
    counter = 0;
    pending = null;
    failure = null;
    bracket = null;
    if (deferred != null) {
      deferred.clear();
    }
    if (contexts != null) {
      contexts.begin();
    }
    if (slots.length < program.slots()) {
      slots = new long[program.slots()];
    } else {
      Arrays.fill(slots, 0);
    }
  }

  /** Runs on until {@code self} computes or parks; null when the program is over. */
  public @Nullable Action resume(Goroutine self) {
    goroutine = self;
    while (true) {
      Instruction current = pending;
      Action action;
      if (current != null) {
        action = current.resume(this, self);
      } else if (failure == null && counter < program.length()) {
        current = program.at(counter++);
        pending = current;
        action = current.begin(this, self);
      } else if (deferred != null && !deferred.isEmpty()) {
        action = runDeferred(self);
      } else {
        if (contexts != null) {
          contexts.end();
        }
        return null;
      }
      if (action != null) {
        return action;
      }
      pending = null;
    }
  }

  /** Why the program ended early; null if it did not. */
  public @Nullable Failure failure() {
    return failure;
  }

  Scheduler scheduler() {
    return keys.interpreter().scheduler;
  }

  Interpreter interpreter() {
    return keys.interpreter();
  }

  long cpuNs(long demandNs) {
    return keys.interpreter().cpuNs(demandNs);
  }

  /**
   * The draws of an execution (from 0) of the step {@code key}; to be used before the next call.
   */
  public KeyedStream draws(long key, int execution) {
    return keys.draws(key, execution);
  }

  /** Where its draws come from. */
  RunKeys keys() {
    return keys;
  }

  /** What it has deferred. */
  DeferStack deferred() {
    DeferStack mine = deferred;
    if (mine == null) {
      mine = new DeferStack();
      deferred = mine;
    }
    return mine;
  }

  /** The contexts that it is in. */
  RunContext contexts() {
    RunContext mine = contexts;
    if (mine == null) {
      mine = new RunContext(this, keys.interpreter());
      contexts = mine;
    }
    return mine;
  }

  /** The goroutines that it starts. */
  Spawning spawning() {
    Spawning mine = spawning;
    if (mine == null) {
      mine = new Spawning(this, keys.interpreter());
      spawning = mine;
    }
    return mine;
  }

  @Nullable Context innermostContext() {
    return contexts == null ? null : contexts.innermost();
  }

  /** The number of the execution that begins, from 0. */
  int countExecution(int slot) {
    return (int) slots[slot]++;
  }

  int executions(int slot) {
    return (int) slots[slot];
  }

  void setRounds(int slot, long rounds) {
    slots[slot] = rounds;
  }

  /** The rounds left after the one that ends. */
  long endRound(int slot) {
    return --slots[slot];
  }

  /** What an account of a step remembers. */
  long mark(int slot) {
    return slots[slot];
  }

  void mark(int slot, long ns) {
    slots[slot] = ns;
  }

  /** It waits for a resource from now on. */
  void waitsSince(long nowNs) {
    waitsSinceNs = nowNs;
  }

  long waitedNs(long nowNs) {
    return nowNs - waitsSinceNs;
  }

  void jump(int target) {
    counter = target;
  }

  /** Runs what was deferred last. */
  @Nullable Action runDeferred(Goroutine self) {
    Instruction last = deferred().pop();
    pending = last;
    return last.begin(this, self);
  }

  /** The program fails, if it has not failed yet: only what is deferred runs from now on. */
  void fail(Failure why) {
    if (failure != null) {
      return;
    }
    failure = why;
    StepBracket failing = bracket;
    Goroutine self = goroutine;
    if (failing != null && self != null) {
      failing.failed(this, self, why);
    }
  }

  /** Fails if the context has ended; returns whether it has. */
  boolean failIfContextEnded() {
    Failure why = contexts == null ? null : contexts.ended();
    if (why == null) {
      return false;
    }
    fail(why);
    return true;
  }

  /** Its context has ended: the present instruction may be waiting and notice. */
  void interrupt() {
    Instruction current = pending;
    Goroutine waiting = goroutine;
    if (current != null && waiting != null) {
      current.interrupt(this, waiting);
    }
  }

  /** Whether the wait of the present instruction has been cut short since this was asked last. */
  boolean takeInterrupted() {
    return contexts != null && contexts.takeInterrupted();
  }
}
