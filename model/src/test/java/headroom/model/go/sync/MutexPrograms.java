package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.sleep;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Goroutines that lock one mutex, and a log of who has it when. */
abstract class MutexPrograms {
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** A round of 750 ns, four of them 3 us. */
  static final CostProfile SPINNING = IDEAL.with(Cost.GO_MUTEX_SPIN, 750);

  final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  RuntimeHarness harness;

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  Mutex mutex;

  final void onOneCore(Runnable program) {
    run(1, 1, IDEAL, program);
  }

  final void onTwoCores(Runnable program) {
    run(2, 2, SPINNING, program);
  }

  final void run(int cores, int gomaxprocs, CostProfile costs, Runnable program) {
    Consumer<RuntimeHarness> prepared =
        made -> {
          harness = made;
          mutex = new Mutex(made.scheduler(), costs);
          program.run();
        };
    RuntimeHarness.run(cores, gomaxprocs, costs, 10 * MS, prepared);
  }

  final void goroutine(Step... steps) {
    harness.runnable(Script.once(steps));
  }

  /** A goroutine that starts {@code other}, which the other P steals at once, and then goes on. */
  final void beside(Script other, Step... steps) {
    Goroutine started = harness.dead(other);
    List<Step> all = new ArrayList<>(List.of(steps));
    all.add(1, call(() -> harness.scheduler().ready(started)));
    harness.runnable(Script.once(all.toArray(Step[]::new)));
  }

  final Step lock(String name) {
    Step locking = Script.lock(mutex);
    return Script.then(locking, () -> log.add(name + " has it at " + micros(harness.now())));
  }

  final Step unlock() {
    return self -> mutex.unlock();
  }

  final Step unlockAfter(Runnable first) {
    return self -> {
      first.run();
      return mutex.unlock();
    };
  }

  final Step pause(long durationNs) {
    return sleep(harness.scheduler(), () -> durationNs);
  }

  final void waiting(String words) {
    log.add(words + " " + mutex.waiting());
  }

  private static String micros(long ns) {
    return ns % US == 0 ? "" + ns / US : ns / US + "." + String.format("%03d", ns % US);
  }
}
