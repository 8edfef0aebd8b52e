package headroom.experiments.run;

import headroom.experiments.queueing.RawMoments;
import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import headroom.model.workload.ArrivalProcess;
import headroom.model.workload.Arrivals;
import headroom.model.workload.ClassDraws;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.RequestStep.Amount;
import headroom.model.workload.program.Demands;
import headroom.model.workload.program.DrawPaths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps whose times are so skewed that most replications draw hardly any of the long ones, on which
 * mean waits hang: the mean of their squares, as one replication draws it, is off by half of its
 * expectation or more. What a replication drew follows from its streams, without simulating it.
 *
 * <p>Looked at are steps outside of blocks, and requests that do not depend on answers.
 */
final class RareTimes {
  /** Relative standard error of the mean square of one replication. */
  private static final double SKEWED = 0.5;

  private final Scenario scenario;
  private final List<Step> steps;
  private final double expectation;

  private RareTimes(Scenario scenario, List<Step> steps) {
    this.scenario = scenario;
    this.steps = steps;
    this.expectation = steps.stream().mapToDouble(Step::expectation).sum();
  }

  private record Step(int classIndex, double share, Distribution time, DrawKey path) {
    /** Of the square, for a request of any class, ns squared. */
    double expectation() {
      return share * RawMoments.of(time, 2);
    }

    /** Over so many requests the relative standard error of the mean square is no more. */
    double enough() {
      double square = RawMoments.of(time, 2);
      double kurtosis = RawMoments.of(time, 4) / (square * square);
      return (kurtosis / share - 1) / (SKEWED * SKEWED);
    }
  }

  /** Those of {@code scenario}; null if it has none. */
  static @Nullable RareTimes of(Scenario scenario) {
    Arrivals arrivals = scenario.arrivals();
    if (arrivals instanceof Arrivals.Trace || arrivals instanceof Arrivals.ClosedLoop) {
      return null;
    }
    List<Step> drawn = new ArrayList<>();
    for (int i = 0; i < scenario.classes().size(); i++) {
      addSteps(scenario.classes().get(i), i, drawn);
    }
    double most = drawn.stream().mapToDouble(Step::enough).filter(n -> n > 0).max().orElse(0);
    double requests = requests(scenario, most);
    List<Step> rare = drawn.stream().filter(step -> step.enough() > requests).toList();
    RareTimes times = new RareTimes(scenario, rare);
    return rare.isEmpty() || !Double.isFinite(times.expectation) ? null : times;
  }

  /** How many arrive in the window of a replication; not counted beyond {@code most}. */
  private static double requests(Scenario scenario, double most) {
    ArrivalProcess process =
        ArrivalProcess.of(scenario.arrivals(), new Streams(scenario.seed(), 0));
    double count = 0;
    while (count < most && process.advance() && process.arrivalNs() < scenario.window().endNs()) {
      count += process.arrivalNs() >= scenario.window().warmUpNs() ? 1 : 0;
    }
    return count;
  }

  private static void addSteps(RequestClass requests, int classIndex, List<Step> steps) {
    DrawKey owner = DrawPaths.ofClass(requests.name());
    int unnamed = 0;
    for (RequestStep step : requests.steps()) {
      String id = step.id();
      DrawKey path =
          id == null ? DrawPaths.ofUnnamed(owner, unnamed++) : DrawPaths.ofStep(owner, id);
      Amount amount = step.amount();
      if (amount != null && amount.unit() == Amount.Unit.TIME && requests.share() > 0) {
        steps.add(new Step(classIndex, requests.share(), amount.distribution(), path));
      }
    }
  }

  /** The mean square that {@code replication} drew, over its expectation. */
  double control(int replication) {
    double[] squares = squares(replication);
    return squares[0] / squares[1] / expectation;
  }

  /** The sum of the squares of those who arrive in the window, and their number. */
  private double[] squares(int replication) {
    Streams streams = new Streams(scenario.seed(), replication);
    KeyedStream demands = streams.stream(Demands.STREAM);
    ClassDraws classes = ClassDraws.of(scenario.classes(), streams);
    ArrivalProcess process = ArrivalProcess.of(scenario.arrivals(), streams);
    double sum = 0;
    double count = 0;
    while (process.advance() && process.arrivalNs() < scenario.window().endNs()) {
      if (process.arrivalNs() < scenario.window().warmUpNs()) {
        continue;
      }
      count++;
      int drawnClass = classes.of(process.index());
      long run = DrawPaths.ofAttempt(process.index(), 0);
      for (Step step : steps) {
        if (step.classIndex == drawnClass) {
          long path = DrawPaths.ofExecution(run, step.path.bits(), 0);
          double time = step.time.sample(demands.at(path));
          sum += time * time;
        }
      }
    }
    return new double[] {sum, count};
  }
}
