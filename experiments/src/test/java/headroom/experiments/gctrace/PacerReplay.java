package headroom.experiments.gctrace;

import headroom.experiments.gctrace.RecordedRun.Cycle;
import headroom.experiments.gctrace.RecordedRun.Sample;
import headroom.model.go.collector.MarkWorkers;
import headroom.model.go.collector.Pacer;
import headroom.model.go.collector.PacerSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model's pacer beside a recorded run: it is told what the log says of each collection and must
 * say itself when the next starts and should end.
 */
final class PacerReplay {
  /**
   * What the pacer said of a cycle before it was told; NaN where the log does not let it.
   *
   * @param trigger where the cycle starts, bytes; NaN also where {@code consMark} is
   * @param assistRatio at its start, work for a byte
   * @param goal at its end, bytes
   * @param marked bytes, from the last cycle's and what was allocated while marking
   * @param consMark the estimate that the cycle was started by; NaN if assists came close to three
   *     quarters of the CPU in one of the five cycles it comes from: it has a pole there
   * @param goalAfter goal when the program read the runtime's, bytes
   */
  record Prediction(
      RecordedRun run,
      Cycle cycle,
      boolean limitBound,
      MarkWorkers workers,
      double trigger,
      double assistRatio,
      double goal,
      double marked,
      double consMark,
      double goalAfter) {
    /** What the program read after the cycle. */
    double sampled(String name) {
      Sample sample = cycle.sample();
      return sample == null ? Double.NaN : sample.get(name);
    }

    @Override
    public String toString() {
      return run.name() + ", gc " + cycle.line().cycle();
    }
  }

  private static final int CONS_MARK_CYCLES = 5;
  private static final double MAX_ASSIST_SHARE = 0.65;

  private final RecordedRun run;
  private final Pacer pacer;
  private final List<Prediction> predictions = new ArrayList<>();
  private @Nullable Cycle last;
  private final double place;
  private boolean exact = true;
  private int tame = CONS_MARK_CYCLES;

  private PacerReplay(RecordedRun run, double place) {
    this.run = run;
    this.place = place;
    pacer = new Pacer(run.settings());
    pacer.addGlobals(run.globals());
  }

  /**
   * What the pacer says of each cycle of {@code run}.
   *
   * @param place see {@link Cycle#durationNs}
   */
  static List<Prediction> of(RecordedRun run, double place) {
    PacerReplay replay = new PacerReplay(run, place);
    run.cycles().forEach(replay::replay);
    return replay.predictions;
  }

  private void replay(Cycle cycle) {
    boolean goalKnown = !hasLimit() || limitGoal(cycle);
    boolean known = exact && goalKnown && !cycle.quiet();
    final double trigger = known && tame >= CONS_MARK_CYCLES ? pacer.trigger() : Double.NaN;
    final double consMark = known && tame >= CONS_MARK_CYCLES ? pacer.consMark() : Double.NaN;
    final boolean limitBound = pacer.isLimitBound();
    pacer.allocated(Math.max(0, cycle.triggered() - pacer.heapLive()), 0);
    MarkWorkers workers = pacer.startCycle(0, run.gomaxprocs(), false);
    final double assistRatio = known ? pacer.assistWorkPerByte() : Double.NaN;
    pacer.scanned(cycle.heapWork(), cycle.stackWork(), cycle.globalsWork());
    pacer.allocated(Math.max(0, cycle.live() - cycle.triggered()), 0);
    final double goal = known && !limitBound ? pacer.goal() : Double.NaN;
    end(cycle);
    final double marked = exact && !cycle.quiet() ? marked(cycle) : Double.NaN;
    Sample sample = cycle.sample();
    pacer.resetLive(
        sample == null ? cycle.line().heap().markedBytes() + (1 << 19) : sample.get("live"));
    pacer.commit(false);
    predictions.add(
        new Prediction(
            run,
            cycle,
            limitBound,
            workers,
            trigger,
            assistRatio,
            goal,
            marked,
            consMark,
            goalAfter(sample)));
    exact = sample != null && !cycle.quiet();
    last = cycle;
  }

  private boolean hasLimit() {
    return run.settings().memoryLimitBytes() != PacerSettings.NO_LIMIT;
  }

  private double expected() {
    return last == null ? run.globals() : last.heapWork() + last.stackWork() + run.globals();
  }

  /**
   * Has the pacer see the goal at the start of the cycle, as if the limit had led to it. The ratio
   * holds it: work expected over the way to the goal, unless the heap is beyond that already.
   */
  private boolean limitGoal(Cycle cycle) {
    double goal = cycle.triggered() + expected() / cycle.assistRatio();
    if ((long) goal >> 20 != cycle.startGoalMib()) {
      return false;
    }
    long limit = run.settings().memoryLimitBytes();
    long room = Math.round(Math.max(goal / 0.97, goal + (1 << 20)));
    pacer.mapped(Math.max(0, limit - room), 0, 0);
    return true;
  }

  private void end(Cycle cycle) {
    long assistNs = cycle.line().cpu().assistNs();
    long idleNs = cycle.line().cpu().idleNs();
    Sample now = cycle.sample();
    boolean known = now != null;
    if (now != null && last == null) {
      assistNs = now.get("assist");
      idleNs = now.get("idle");
    } else if (now != null && last != null) {
      Sample before = last.sample();
      known = before != null;
      if (before != null) {
        assistNs = now.get("assist") - before.get("assist");
        idleNs = now.get("idle") - before.get("idle");
      }
    }
    long durationNs = cycle.durationNs(place);
    boolean wild = assistNs > MAX_ASSIST_SHARE * cycle.durationNs(0) * run.gomaxprocs();
    tame = wild || !known ? 0 : tame + 1;
    pacer.endCycle(durationNs, run.gomaxprocs(), assistNs, idleNs);
  }

  /** What stays reachable, plus all that is allocated while marking. */
  private double marked(Cycle cycle) {
    Sample before = last == null ? null : last.sample();
    if (last == null || before == null) {
      return Double.NaN;
    }
    long black = cycle.live() - cycle.triggered();
    long blackBefore = last.live() - last.triggered();
    return before.get("live") - blackBefore + black;
  }

  private double goalAfter(@Nullable Sample sample) {
    if (sample == null) {
      return Double.NaN;
    }
    if (hasLimit()) {
      long mapped = sample.get("total") - sample.get("released");
      pacer.mapped(mapped, sample.get("free"), sample.get("objects"));
    }
    return pacer.goal();
  }
}
