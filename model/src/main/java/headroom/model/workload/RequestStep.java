package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a request, as the experiment file names it. Times are nanoseconds. Immutable. */
public sealed interface RequestStep {

  /** The step's {@code id}, by which traces and sweeps name it; null if it has none. */
  @Nullable String id();

  /** What the step does, as the file says it, and to what: {@code call db}. */
  String kind();

  /** What is drawn for the step, or recorded in a trace; null if nothing is. */
  default @Nullable Amount amount() {
    return null;
  }

  /** The lists of steps in it; empty if it holds none. */
  default List<List<RequestStep>> nested() {
    return List.of();
  }

  /** Whether only one of {@link #nested} runs. */
  default boolean runsOneOfNested() {
    return false;
  }

  /** Calls the method of {@code visitor} for steps of this kind. */
  <R> R accept(Visitor<R> visitor);

  /** A number that a step asks for. */
  record Amount(Unit unit, Distribution distribution) {
    /** What it is a number of. */
    public enum Unit {
      /** Nanoseconds. */
      TIME,
      /** Bytes. */
      BYTES,
      /** Repetitions, or goroutines. */
      COUNT
    }
  }

  /** What is done with a step, by its kind; whoever forgets a kind does not compile. */
  interface Visitor<R> {
    R visit(Cpu step);

    R visit(NetworkIo step);

    R visit(Sleep step);

    R visit(Repeat step);

    R visit(Choice step);

    R visit(SystemCall step);

    R visit(Cgo step);

    R visit(Lock step);

    R visit(Call step);

    R visit(Within step);

    R visit(Send step);

    R visit(Receive step);

    R visit(Close step);

    R visit(Spawn step);

    R visit(Log step);

    R visit(Ticker step);

    R visit(Stack step);
  }

  /** Computes on a P. */
  record Cpu(@Nullable String id, Distribution time) implements RequestStep {
    @Override
    public String kind() {
      return "cpu";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Waits for the network: the goroutine parks on the netpoller, its P is free. */
  record NetworkIo(@Nullable String id, Distribution time) implements RequestStep {
    @Override
    public String kind() {
      return "io";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code time.Sleep}: the goroutine parks on a timer. */
  record Sleep(@Nullable String id, Distribution time) implements RequestStep {
    @Override
    public String kind() {
      return "sleep";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs {@code steps} in order, {@code times} times (a count, drawn once per request). */
  record Repeat(@Nullable String id, Distribution times, List<RequestStep> steps)
      implements RequestStep {
    public Repeat {
      steps = List.copyOf(steps);
    }

    @Override
    public String kind() {
      return "repeat";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.COUNT, times);
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs one of the branches, drawn by share. */
  record Choice(@Nullable String id, List<Branch> branches) implements RequestStep {
    /** A branch taken with probability {@code share}; the shares of a choice add up to 1. */
    public record Branch(double share, List<RequestStep> steps) {
      public Branch {
        steps = List.copyOf(steps);
      }
    }

    public Choice {
      branches = List.copyOf(branches);
    }

    @Override
    public String kind() {
      return "choice";
    }

    @Override
    public List<List<RequestStep>> nested() {
      return branches.stream().map(Branch::steps).toList();
    }

    @Override
    public boolean runsOneOfNested() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Blocks its thread in the kernel for {@code time}; the P may be retaken. */
  record SystemCall(@Nullable String id, Distribution time) implements RequestStep {
    @Override
    public String kind() {
      return "syscall";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** As a system call, but the thread computes for {@code time}. */
  record Cgo(@Nullable String id, Distribution time) implements RequestStep {
    @Override
    public String kind() {
      return "cgo";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs {@code steps} while it holds the mutex named {@code mutex}. */
  record Lock(@Nullable String id, String mutex, Mode mode, List<RequestStep> steps)
      implements RequestStep {
    /** Which lock is taken. */
    public enum Mode {
      /** {@code sync.Mutex}. */
      MUTEX,
      /** {@code sync.RWMutex.RLock}. */
      READ,
      /** {@code sync.RWMutex.Lock}. */
      WRITE
    }

    public Lock {
      steps = List.copyOf(steps);
    }

    @Override
    public String kind() {
      return "lock " + mutex + (mode == Mode.READ ? " (read)" : "");
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Takes a connection of the pool named {@code pool}, waits for the network, gives it back.
   *
   * @param timeoutNs context timeout of the whole call, all its attempts; {@link #NO_LIMIT} without
   * @param failure what may go wrong with an attempt
   */
  record Call(
      @Nullable String id, String pool, Distribution time, long timeoutNs, CallFailure failure)
      implements RequestStep {
    /** A call that never fails. */
    public Call(@Nullable String id, String pool, Distribution time, long timeoutNs) {
      this(id, pool, time, timeoutNs, CallFailure.NEVER);
    }

    @Override
    public String kind() {
      return "call " + pool;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The failure of calls, and what is done about it.
   *
   * @param share the probability that an attempt fails, after its time
   * @param retries further attempts at most
   * @param backoff the wait before the first retry, ns; twice as long before each further one
   */
  record CallFailure(double share, int retries, Distribution backoff) {
    /** No attempt fails. */
    public static final CallFailure NEVER = new CallFailure(0, 0, new Distribution.Constant(0));
  }

  /** Runs {@code steps} under {@code context.WithTimeout}. */
  record Within(@Nullable String id, long timeoutNs, List<RequestStep> steps)
      implements RequestStep {
    public Within {
      steps = List.copyOf(steps);
    }

    @Override
    public String kind() {
      return "within";
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sends a value on the channel named {@code channel}; waits while it is full. */
  record Send(@Nullable String id, String channel) implements RequestStep {
    @Override
    public String kind() {
      return "send " + channel;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Receives a value from the channel named {@code channel}; waits while it is empty. */
  record Receive(@Nullable String id, String channel) implements RequestStep {
    @Override
    public String kind() {
      return "recv " + channel;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Closes the channel named {@code channel}. */
  record Close(@Nullable String id, String channel) implements RequestStep {
    @Override
    public String kind() {
      return "close " + channel;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Starts goroutines: {@code count} (drawn once) for each of the branches.
   *
   * @param branches the steps of the goroutines; one list for goroutines that are all alike
   * @param join whether the request waits for all of them (an errgroup: the first error cancels the
   *     others) or goes on and forgets them
   */
  record Spawn(
      @Nullable String id, Distribution count, List<List<RequestStep>> branches, boolean join)
      implements RequestStep {
    public Spawn {
      branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public String kind() {
      return "spawn";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.COUNT, count);
    }

    @Override
    public List<List<RequestStep>> nested() {
      return branches;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Writes {@code bytes} to the sink named {@code sink}. */
  record Log(@Nullable String id, long bytes, String sink) implements RequestStep {
    @Override
    public String kind() {
      return "log " + sink;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Starts a ticker.
   *
   * @param leak whether it outlives the request; otherwise it is stopped at its end
   * @param read whether a goroutine ranges over it
   */
  record Ticker(@Nullable String id, long periodNs, boolean leak, boolean read)
      implements RequestStep {
    @Override
    public String kind() {
      return "ticker";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Calls functions whose frames take {@code bytes} of stack, and returns. */
  record Stack(@Nullable String id, Distribution bytes) implements RequestStep {
    @Override
    public String kind() {
      return "stack";
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.BYTES, bytes);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A time limit that is none. */
  long NO_LIMIT = Long.MAX_VALUE;
}
