package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.random.KeyedStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine's way through a {@link Program}: the program counter, what is deferred, the context,
 * and why it failed. Its demands are keyed by its path, see {@link DrawPaths}. Reused for request
 * after request.
 */
public final class ProgramRun {
  /** No deadline. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final Program NOTHING = new Program(new Instruction[0], 0);
  private static final Instruction[] NOTHING_DEFERRED = {};

  private final Interpreter interpreter;
  private Program program = NOTHING;
  private int traceRow;

  /** Number of this goroutine among those that ran the same step for the request, from 0. */
  private int ordinal;

  /** With which the paths of its draws begin. */
  private long path;

  private int counter;
  private @Nullable Instruction pending;
  private long[] counters = {};
  private Instruction[] deferred = NOTHING_DEFERRED;
  private int deferredCount;

  /** How many of the deferred belong to no block and run when the program is over. */
  private int deferredAtTheEnd;

  private @Nullable Context context;

  /** Its place among the runs of its context; owned by that. */
  int placeInContext;

  /** Whether its outermost context is its own. */
  private boolean ownsContext;

  /** The innermost step under way that is accounted for. */
  @Nullable StepBracket bracket;

  private long waitsSinceNs;
  private @Nullable Failure failure;
  private boolean interrupted;
  private @Nullable Goroutine goroutine;

  /** Apart, because few of the millions of goroutines start others. */
  private @Nullable Children children;

  /** The goroutines that a step starts. */
  private static final class Children {
    private @Nullable Group group;
    private long path;
    private int ordinal;
    private int wanted;
    private int started;
  }

  ProgramRun(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Begins {@code newProgram} with draws under {@code itsPath}, for the request in row {@code row}
   * of the trace, if there is one. The request's context ends at {@code deadlineNs}.
   */
  public void begin(Program newProgram, long itsPath, int row, long deadlineNs) {
    beginPart(newProgram, itsPath, row);
    ordinal = 0;
    ownsContext = deadlineNs != NO_DEADLINE;
    if (ownsContext) {
      Context own = new Context(interpreter, null);
      enter(own);
      own.endAt(deadlineNs, Failure.DEADLINE);
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
      } else if (deferredCount > 0) {
        action = runDeferred(self);
      } else {
        end();
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
    return interpreter.scheduler;
  }

  long cpuNs(long demandNs) {
    return interpreter.cpuNs(demandNs);
  }

  /**
   * The draws of an execution (from 0) of the step {@code key}; to be used before the next call.
   */
  public KeyedStream draws(long key, int execution) {
    return interpreter.draws(DrawPaths.ofExecution(path, key, execution));
  }

  long traced(int column) {
    return interpreter.traced(column, traceRow);
  }

  /** What it sends on a channel. */
  Message message(Site site) {
    return new Message(DrawPaths.ofExecution(path, site.key(), site.begin(this)), traceRow);
  }

  int ordinal() {
    return ordinal;
  }

  /** The number of the execution that begins, from 0. */
  int countExecution(int slot) {
    return (int) counters[slot]++;
  }

  int executions(int slot) {
    return (int) counters[slot];
  }

  void setRounds(int slot, long rounds) {
    counters[slot] = rounds;
  }

  /** The rounds left after the one that ends. */
  long endRound(int slot) {
    return --counters[slot];
  }

  /** What an account of a step remembers. */
  long mark(int slot) {
    return counters[slot];
  }

  void mark(int slot, long ns) {
    counters[slot] = ns;
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

  /** Runs {@code instruction} when the block ends or fails. */
  void defer(Instruction instruction) {
    if (deferredCount == deferred.length) {
      deferred = Arrays.copyOf(deferred, Math.max(4, 2 * deferredCount));
    }
    deferred[deferredCount++] = instruction;
  }

  /** Runs {@code instruction} in place of what was deferred last. */
  void deferInstead(Instruction instruction) {
    deferred[deferredCount - 1] = instruction;
  }

  /** Runs {@code instruction} when the program is over, after all that blocks have deferred. */
  void deferAtTheEnd(Instruction instruction) {
    defer(instruction);
    System.arraycopy(
        deferred,
        deferredAtTheEnd,
        deferred,
        deferredAtTheEnd + 1,
        deferredCount - 1 - deferredAtTheEnd);
    deferred[deferredAtTheEnd++] = instruction;
  }

  /** Starts a goroutine that reads a ticker. */
  TickerLoop startTicker(long periodNs) {
    TickerLoop loop = interpreter.takeTicker();
    loop.start(periodNs);
    return loop;
  }

  /** Runs what was deferred last. */
  @Nullable Action runDeferred(Goroutine self) {
    Instruction last = deferred[--deferredCount];
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
    Failure why = context == null ? null : context.ended();
    if (why == null) {
      return false;
    }
    fail(why);
    return true;
  }

  /** Enters a context that ends {@code timeoutNs} from now. */
  void enter(long timeoutNs, Failure why) {
    Context child = new Context(interpreter, context);
    enter(child);
    child.endAt(interpreter.scheduler.now() + timeoutNs, why);
  }

  /** Leaves the context entered last. */
  void leave() {
    Context leaving = context;
    if (leaving != null) {
      leaving.quit(this);
      context = leaving.leave();
      if (context != null) {
        context.join(this);
      }
    }
  }

  /** The context has ended. */
  void contextEnded() {
    Instruction current = pending;
    Goroutine waiting = goroutine;
    if (current != null && waiting != null) {
      current.interrupt(this, waiting);
    }
  }

  /** Whether the wait of the present instruction has been cut short. */
  void interrupted(boolean wasWaiting) {
    interrupted |= wasWaiting;
  }

  boolean takeInterrupted() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  /**
   * Is about to start {@code count} goroutines in the present one of {@code rounds} executions of
   * the step at {@code site}.
   */
  void beginSpawning(int count, boolean join, Site site, int rounds) {
    Children starting = children();
    int execution = site.execution(this);
    starting.wanted = count;
    starting.started = 0;
    starting.path = DrawPaths.ofExecution(path, site.key(), execution);
    starting.ordinal = ordinal * rounds + execution;
    starting.group = join ? new Group(interpreter, context) : null;
  }

  boolean spawning() {
    Children starting = children();
    return starting.started < starting.wanted;
  }

  int childrenStarted() {
    return children().started;
  }

  /**
   * Starts at most {@code most} of the goroutines; returns how many of them have never been alive
   * before.
   */
  int startChildren(int most, List<Program> branches) {
    Children starting = children();
    int perBranch = starting.wanted / branches.size();
    int last = Math.min(starting.wanted, starting.started + most);
    int neverAliveBefore = 0;
    while (starting.started < last) {
      int child = starting.started++;
      Task task = interpreter.takeTask();
      ProgramRun run = task.run;
      int branch = child / perBranch;
      long childPath = DrawPaths.ofChild(starting.path, branch, child % perBranch);
      run.beginPart(branches.get(branch), childPath, traceRow);
      run.ordinal = starting.ordinal * perBranch + child % perBranch;
      run.ownsContext = false;
      Group itsGroup = starting.group;
      if (itsGroup != null) {
        itsGroup.add();
        run.enter(itsGroup.context);
      }
      neverAliveBefore += task.goroutine.reused ? 0 : 1;
      task.start(itsGroup);
    }
    return neverAliveBefore;
  }

  /** All are started; waits for them if they are in a group. */
  @Nullable Action endSpawning() {
    Children starting = children();
    Group ending = starting.group;
    Goroutine self = goroutine;
    if (ending == null || self == null) {
      return null;
    }
    if (ending.await(self)) {
      return Action.PARK;
    }
    ending.context.leave();
    starting.group = null;
    Failure why = ending.failure();
    if (why != null) {
      fail(why);
    }
    return null;
  }

  private Children children() {
    Children mine = children;
    if (mine == null) {
      mine = new Children();
      children = mine;
    }
    return mine;
  }

  private void enter(Context entered) {
    if (context != null) {
      context.quit(this);
    }
    context = entered;
    entered.join(this);
  }

  private void beginPart(Program newProgram, long itsPath, int row) {
    program = newProgram;
    path = itsPath;
    traceRow = row;
    counter = 0;
    pending = null;
    failure = null;
    bracket = null;
    interrupted = false;
    deferredAtTheEnd = 0;
    if (counters.length < program.slots()) {
      counters = new long[program.slots()];
    } else {
      Arrays.fill(counters, 0);
    }
  }

  private void end() {
    Context own = context;
    if (own != null) {
      own.quit(this);
      context = null;
      if (ownsContext) {
        own.leave();
      }
    }
  }
}
