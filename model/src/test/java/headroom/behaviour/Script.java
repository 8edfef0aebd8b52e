package headroom.behaviour;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.collector.Collector;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.sync.Mutex;
import headroom.model.go.sync.ReadWriteMutex;
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

  /** A step that may take several goes: {@code then} is asked until it says null. */
  private record Again(Step first, Step then) implements Step {
    @Override
    public @Nullable Action run(Goroutine self) {
      return first.run(self);
    }
  }

  private final List<Step> steps;
  private final boolean endless;
  private int next;

  /** The step that has begun and is not over. */
  private @Nullable Again unfinished;

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

  /** Goes on when no other P runs. */
  public static Step stopTheWorld() {
    return self -> Action.STOP_THE_WORLD;
  }

  /** Goes on when every other P has passed its scheduler. */
  public static Step passSafePoints() {
    return self -> Action.PASS_SAFE_POINTS;
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
      scheduler.park(self, WaitReason.IO_WAIT);
      scheduler.network().readyAt(self, scheduler.now() + delayNs.getAsLong());
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

  /** Allocates all of {@code objects} and holds the share {@code keep} of them. */
  public static Step allocate(Collector collector, AllocationShape objects, double keep) {
    return self -> collector.heap().allocate(self, objects, keep);
  }

  /** Drops all that it holds. */
  public static Step drop(Collector collector) {
    return self -> {
      collector.heap().drop(self.memory().held);
      return null;
    };
  }

  /** Parks for good. */
  public static Step block(Scheduler scheduler) {
    return self -> {
      scheduler.park(self, WaitReason.CHANNEL_RECEIVE);
      return Action.PARK;
    };
  }

  /** {@code Mutex.Lock}. */
  public static Step lock(Mutex mutex) {
    return new Again(mutex::lock, mutex::resume);
  }

  /** {@code step}, and when it is over {@code code}, which takes no time. */
  public static Step then(Step step, Runnable code) {
    if (step instanceof Again again) {
      return new Again(finish(again.first(), code), finish(again.then(), code));
    }
    return finish(step, code);
  }

  private static Step finish(Step step, Runnable code) {
    return self -> {
      Action action = step.run(self);
      if (action == null) {
        code.run();
      }
      return action;
    };
  }

  /** {@code RWMutex.Lock}. */
  public static Step writeLock(ReadWriteMutex mutex) {
    return new Again(mutex::writeLock, mutex::resumeWriter);
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      Again begun = unfinished;
      if (begun != null) {
        Action action = begun.then().run(self);
        if (action != null) {
          return action;
        }
        unfinished = null;
      }
      if (next == steps.size()) {
        next = 0;
        if (!endless) {
          return Action.EXIT;
        }
      }
      Step step = steps.get(next++);
      Action action = step.run(self);
      if (action != null) {
        unfinished = step instanceof Again again ? again : null;
        return action;
      }
    }
  }
}
