package headroom.behaviour;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.GoroutineState;
import headroom.model.go.scheduler.Scheduler;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The code of a goroutine as a list of steps, run once or over and over. */
public final class Script implements GoroutineBody {

  /** One step of a goroutine. */
  public interface Step {
    /** What the goroutine does; null if it goes on with the next step at once. */
    @Nullable Action run(Goroutine self);
  }

  private final List<Step> steps;
  private final boolean endless;
  private int next;

  private Script(List<Step> steps, boolean endless) {
    this.steps = steps;
    this.endless = endless;
  }

  /** Runs {@code steps}, then returns; readied again, it starts afresh. */
  public static Script once(Step... steps) {
    return new Script(List.of(steps), false);
  }

  /** Runs {@code steps} for ever. */
  public static Script forever(Step... steps) {
    return new Script(List.of(steps), true);
  }

  /** Computes for {@code durationNs}. */
  public static Step compute(long durationNs) {
    return compute(() -> durationNs);
  }

  /** Computes for a time that is asked for each time. */
  public static Step compute(LongSupplier durationNs) {
    return self -> {
      self.demandNs = durationNs.getAsLong();
      return Action.COMPUTE;
    };
  }

  /** Does something that takes no time. */
  public static Step call(Runnable code) {
    return self -> {
      code.run();
      return null;
    };
  }

  /** {@code runtime.Gosched}. */
  public static Step gosched() {
    return self -> Action.YIELD;
  }

  /** {@code time.Sleep}. */
  public static Step sleep(Scheduler scheduler, LongSupplier durationNs) {
    return self -> {
      scheduler.sleep(self, durationNs.getAsLong());
      return Action.PARK;
    };
  }

  /** Parks on a descriptor that becomes readable {@code delayNs} from now. */
  public static Step read(Scheduler scheduler, LongSupplier delayNs) {
    return self -> {
      self.clearTimes(scheduler.now());
      scheduler.park(self, GoroutineState.IO_WAIT);
      scheduler.networkReadyAt(self, scheduler.now() + delayNs.getAsLong());
      return Action.PARK;
    };
  }

  /** A system call that lasts {@code durationNs}. */
  public static Step systemCall(Scheduler scheduler, long durationNs) {
    return systemCall(scheduler, () -> durationNs);
  }

  /** A system call that lasts for a time that is asked for each time. */
  public static Step systemCall(Scheduler scheduler, LongSupplier durationNs) {
    return self -> {
      scheduler.systemCall(self, durationNs.getAsLong());
      return Action.SYSCALL;
    };
  }

  /** A call into C that computes for {@code durationNs}. */
  public static Step cgo(Scheduler scheduler, long durationNs) {
    return cgo(scheduler, () -> durationNs);
  }

  /** A call into C that computes for a time that is asked for each time. */
  public static Step cgo(Scheduler scheduler, LongSupplier durationNs) {
    return self -> {
      scheduler.cgoCall(self, durationNs.getAsLong());
      return Action.SYSCALL;
    };
  }

  /** Parks for good. */
  public static Step block(Scheduler scheduler) {
    return self -> {
      scheduler.park(self, GoroutineState.CHANNEL_RECEIVE);
      return Action.PARK;
    };
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      if (next == steps.size()) {
        next = 0;
        if (!endless) {
          return Action.EXIT;
        }
      }
      Action action = steps.get(next++).run(self);
      if (action != null) {
        return action;
      }
    }
  }
}
