package headroom.theory;

import headroom.behaviour.RuntimeHarness;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Goroutines that serve requests from one queue, first come first served, and one that stops the
 * world: a P and a core for each, no cost at all. A stop of the world is a pause of all servers.
 */
final class PausedServers {
  /** The instants of a request, ns. */
  interface Listener {
    void ended(long arrivalNs, long startNs, long endNs);
  }

  private final RuntimeHarness harness;
  private final LongSupplier gapNs;
  private final LongSupplier serviceNs;
  private final Listener listener;
  private final Deque<Long> queue = new ArrayDeque<>();
  private final Deque<Goroutine> idle = new ArrayDeque<>();
  private long pausedNs;

  /** What one replication is made of; draws are keyed by {@code replication}. */
  record Plan(
      int servers,
      LongSupplier gapNs,
      LongSupplier serviceNs,
      LongSupplier betweenPausesNs,
      long pauseNs) {}

  private PausedServers(
      RuntimeHarness harness, LongSupplier gapNs, LongSupplier serviceNs, Listener listener) {
    this.harness = harness;
    this.gapNs = gapNs;
    this.serviceNs = serviceNs;
    this.listener = listener;
  }

  /** Runs for {@code lengthNs}; returns for how long the servers were paused. */
  static long run(Plan plan, long lengthNs, Listener listener) {
    PausedServers[] made = new PausedServers[1];
    RuntimeHarness.run(
        plan.servers() + 1,
        plan.servers() + 1,
        CostProfile.ideal(),
        lengthNs,
        harness -> {
          PausedServers servers =
              new PausedServers(harness, plan.gapNs(), plan.serviceNs(), listener);
          made[0] = servers;
          for (int i = 0; i < plan.servers(); i++) {
            servers.idle.add(harness.onNetwork(servers.new Server()));
          }
          servers.new Pauses(plan.betweenPausesNs(), plan.pauseNs()).next();
          servers.nextArrival();
        });
    return made[0].pausedNs;
  }

  /** Draws of {@code of} for one purpose of one replication. */
  static LongSupplier draws(Distribution of, int replication, String purpose) {
    KeyedStream stream = KeyedStream.of(1, replication, purpose);
    long[] next = new long[1];
    return () -> of.sample(stream.at(next[0]++, 0));
  }

  private void nextArrival() {
    harness.at(
        harness.now() + gapNs.getAsLong(),
        () -> {
          queue.add(harness.now());
          Goroutine server = idle.poll();
          if (server != null) {
            harness.scheduler().network().readyAt(server, harness.now());
          }
          nextArrival();
        });
  }

  private final class Server implements GoroutineBody {
    private long arrivalNs = -1;
    private long startNs;

    @Override
    public Action resume(Goroutine self) {
      if (arrivalNs >= 0) {
        listener.ended(arrivalNs, startNs, harness.now());
        arrivalNs = -1;
      }
      Long first = queue.poll();
      if (first == null) {
        harness.scheduler().park(self, WaitReason.IO_WAIT);
        idle.add(self);
        return Action.PARK;
      }
      arrivalNs = first;
      startNs = harness.now();
      self.demandNs = serviceNs.getAsLong();
      return Action.COMPUTE;
    }
  }

  /** The gap runs from the end of a pause to the beginning of the next. */
  private final class Pauses implements GoroutineBody {
    private final LongSupplier betweenNs;
    private final long pauseNs;
    private final Goroutine goroutine;
    private int state;

    Pauses(LongSupplier betweenNs, long pauseNs) {
      this.betweenNs = betweenNs;
      this.pauseNs = pauseNs;
      goroutine = harness.onNetwork(this);
    }

    void next() {
      harness.at(
          harness.now() + betweenNs.getAsLong(),
          () -> harness.scheduler().network().readyAt(goroutine, harness.now()));
    }

    @Override
    public Action resume(Goroutine self) {
      switch (state++) {
        case 0 -> {
          return Action.STOP_THE_WORLD;
        }
        case 1 -> {
          self.demandNs = pauseNs;
          return Action.COMPUTE;
        }
        default -> {
          state = 0;
          pausedNs += pauseNs;
          harness.scheduler().startTheWorld();
          harness.scheduler().park(self, WaitReason.IO_WAIT);
          next();
          return Action.PARK;
        }
      }
    }
  }
}
