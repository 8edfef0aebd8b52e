package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.RequestStep.Choice;
import java.util.ArrayList;
import java.util.List;

/** Steps of every kind, repeats and choices also inside each other. */
final class RandomSteps {
  private static final int DEEPEST = 3;

  private final Draws draws;
  private final double scaleNs;
  private final List<String> ids = new ArrayList<>();

  /** Steps whose times are about {@code scaleNs} long. */
  RandomSteps(Draws draws, double scaleNs) {
    this.draws = draws;
    this.scaleNs = scaleNs;
  }

  /** Up to four steps; none for an empty request. */
  List<RequestStep> sequence() {
    return sequence(0);
  }

  /** The ids of the steps that have a demand, in the order in which they were made. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  /** Mean CPU of {@code steps}, ns. */
  static double meanCpuNs(List<RequestStep> steps) {
    return meanNs(steps, false);
  }

  /** Mean length of {@code steps} without any waiting, ns. */
  static double meanLengthNs(List<RequestStep> steps) {
    return meanNs(steps, true);
  }

  private List<RequestStep> sequence(int depth) {
    List<RequestStep> steps = new ArrayList<>();
    int count = draws.between(depth == 0 ? 0 : 1, 4 - depth);
    for (int i = 0; i < count; i++) {
      steps.add(step(depth));
    }
    return steps;
  }

  private RequestStep step(int depth) {
    int kind = draws.between(0, depth < DEEPEST ? 5 : 3);
    return switch (kind) {
      case 0 -> new RequestStep.NetworkIo(id(), time());
      case 1 -> new RequestStep.Sleep(id(), time());
      case 4 ->
          new RequestStep.Repeat(null, RandomDistribution.ofMean(2, draws), sequence(depth + 1));
      case 5 -> choice(depth);
      default -> new RequestStep.Cpu(id(), time());
    };
  }

  private RequestStep choice(int depth) {
    double share = draws.uniform(0, 1);
    return new Choice(
        null,
        List.of(
            new Choice.Branch(share, sequence(depth + 1)),
            new Choice.Branch(1 - share, draws.chance(0.3) ? List.of() : sequence(depth + 1))));
  }

  private String id() {
    String id = "step" + ids.size();
    ids.add(id);
    return id;
  }

  private Distribution time() {
    return RandomDistribution.ofMean(scaleNs * draws.logUniform(0.1, 3), draws);
  }

  private static double meanNs(List<RequestStep> steps, boolean withWaiting) {
    double sum = 0;
    for (RequestStep step : steps) {
      if (step instanceof RequestStep.Cpu cpu) {
        sum += cpu.time().mean();
      } else if (step instanceof RequestStep.NetworkIo io) {
        sum += withWaiting ? io.time().mean() : 0;
      } else if (step instanceof RequestStep.Sleep sleep) {
        sum += withWaiting ? sleep.time().mean() : 0;
      } else if (step instanceof RequestStep.Repeat repeat) {
        sum += repeat.times().mean() * meanNs(repeat.steps(), withWaiting);
      } else if (step instanceof Choice choice) {
        for (Choice.Branch branch : choice.branches()) {
          sum += branch.share() * meanNs(branch.steps(), withWaiting);
        }
      }
    }
    return sum;
  }
}
