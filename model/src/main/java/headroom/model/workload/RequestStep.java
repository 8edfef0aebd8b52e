package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a request, as the experiment file names it. Times are nanoseconds. Immutable. */
public sealed interface RequestStep {

  /** The step's {@code id}, by which traces and sweeps name it; null if it has none. */
  @Nullable String id();

  /** Computes on a P. */
  record Cpu(@Nullable String id, Distribution time) implements RequestStep {}

  /** Waits for the network: the goroutine parks on the netpoller, its P is free. */
  record NetworkIo(@Nullable String id, Distribution time) implements RequestStep {}

  /** {@code time.Sleep}: the goroutine parks on a timer. */
  record Sleep(@Nullable String id, Distribution time) implements RequestStep {}

  /** Runs {@code steps} in order, {@code times} times (a count, drawn once per request). */
  record Repeat(@Nullable String id, Distribution times, List<RequestStep> steps)
      implements RequestStep {
    public Repeat {
      steps = List.copyOf(steps);
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
  }

  /** Blocks its thread in the kernel for {@code time}; the P may be retaken. */
  record SystemCall(@Nullable String id, Distribution time) implements RequestStep {}

  /** As a system call, but the thread computes for {@code time}. */
  record Cgo(@Nullable String id, Distribution time) implements RequestStep {}

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
  }

  /** Sends a value on the channel named {@code channel}; waits while it is full. */
  record Send(@Nullable String id, String channel) implements RequestStep {}

  /** Receives a value from the channel named {@code channel}; waits while it is empty. */
  record Receive(@Nullable String id, String channel) implements RequestStep {}

  /** Closes the channel named {@code channel}. */
  record Close(@Nullable String id, String channel) implements RequestStep {}

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
  }

  /** Writes {@code bytes} to the sink named {@code sink}. */
  record Log(@Nullable String id, long bytes, String sink) implements RequestStep {}

  /**
   * Starts a ticker.
   *
   * @param leak whether it outlives the request; otherwise it is stopped at its end
   * @param read whether a goroutine ranges over it
   */
  record Ticker(@Nullable String id, long periodNs, boolean leak, boolean read)
      implements RequestStep {}

  /** Calls functions whose frames take {@code bytes} of stack, and returns. */
  record Stack(@Nullable String id, Distribution bytes) implements RequestStep {}

  /** A time limit that is none. */
  long NO_LIMIT = Long.MAX_VALUE;
}
