package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.RequestStep.Choice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps, those with steps inside also inside each other. */
final class RandomSteps {
  private static final int DEEPEST = 3;

  private final Draws draws;
  private final double scaleNs;
  private final @Nullable RandomResources shared;
  private final List<String> ids = new ArrayList<>();

  /** Steps that share nothing, whose times are about {@code scaleNs} long. */
  RandomSteps(Draws draws, double scaleNs) {
    this(draws, scaleNs, null);
  }

  /** Steps of every kind, which use {@code shared}. */
  RandomSteps(Draws draws, double scaleNs, @Nullable RandomResources shared) {
    this.draws = draws;
    this.scaleNs = scaleNs;
    this.shared = shared;
  }

  /** Up to four steps; none for an empty request. */
  List<RequestStep> sequence() {
    return sequence(0);
  }

  /** The ids of the steps that have a time or a size, in the order in which they were made. */
  List<String> ids() {
    return List.copyOf(ids);
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
    if (shared != null && draws.chance(0.6)) {
      return shared(shared, depth);
    }
    int kind = draws.between(0, depth < DEEPEST ? 5 : 3);
    return switch (kind) {
      case 0 -> new RequestStep.NetworkIo(id(), time());
      case 1 -> new RequestStep.Sleep(id(), time());
      case 4 -> new RequestStep.Repeat(null, rounds(), sequence(depth + 1));
      case 5 -> choice(depth);
      default -> new RequestStep.Cpu(id(), time());
    };
  }

  /** A step that does not only compute and wait by itself. */
  private RequestStep shared(RandomResources resources, int depth) {
    int kind = draws.between(0, depth < DEEPEST ? 10 : 7);
    return switch (kind) {
      case 0 -> new RequestStep.SystemCall(id(), time());
      case 1 -> new RequestStep.Cgo(id(), time());
      case 2 -> new RequestStep.Call(id(), resources.pool(), time(), limit(), failure());
      case 3 -> new RequestStep.Log(id(), (long) draws.logUniform(1, 1e5), resources.sink());
      case 4 -> onChannel(resources);
      case 5 -> new RequestStep.Send(null, resources.consumed());
      case 6 -> ticker();
      case 7 -> new RequestStep.Stack(id(), RandomDistribution.ofMean(stackBytes(), draws));
      case 8 -> new RequestStep.Within(null, timeoutNs(), sequence(depth + 1));
      case 9 -> spawn(depth);
      default -> lock(resources, depth);
    };
  }

  private RequestStep.CallFailure failure() {
    return draws.chance(0.5)
        ? RequestStep.CallFailure.NEVER
        : new RequestStep.CallFailure(draws.uniform(0, 1), draws.between(0, 4), time());
  }

  /** Rarely one that waits for a value that may never come, or closes a channel. */
  private RequestStep onChannel(RandomResources resources) {
    RequestStep step =
        switch (draws.between(0, 3)) {
          case 0 -> new RequestStep.Receive(null, resources.loose());
          case 1 -> new RequestStep.Send(null, resources.loose());
          case 2 -> new RequestStep.Receive(null, resources.closed());
          default -> new RequestStep.Close(null, resources.closed());
        };
    double share = step instanceof RequestStep.Close ? 0.005 : draws.logUniform(0.01, 1);
    return new Choice(
        null,
        List.of(new Choice.Branch(share, List.of(step)), new Choice.Branch(1 - share, List.of())));
  }

  private RequestStep ticker() {
    long periodNs = (long) (scaleNs * draws.logUniform(10, 1_000));
    return new RequestStep.Ticker(null, periodNs, draws.chance(0.2), draws.chance(0.7));
  }

  private RequestStep spawn(int depth) {
    List<List<RequestStep>> branches = new ArrayList<>();
    int count = draws.between(1, 3 - Math.min(1, depth));
    for (int i = 0; i < count; i++) {
      branches.add(sequence(depth + 1));
    }
    Distribution each =
        depth > 0 || draws.chance(0.7)
            ? new Distribution.Constant(draws.between(0, 2))
            : new Distribution.Uniform(0, draws.between(1, 20));
    return new RequestStep.Spawn(null, each, branches, draws.chance(0.8));
  }

  private RequestStep lock(RandomResources resources, int depth) {
    RequestStep.Lock.Mode mode = draws.oneOf(RequestStep.Lock.Mode.class);
    String name =
        mode == RequestStep.Lock.Mode.MUTEX ? resources.mutex() : resources.readWriteMutex();
    return new RequestStep.Lock(null, name, mode, sequence(depth + 1));
  }

  /** At most a few if there may be goroutines inside, and goroutines inside those. */
  private Distribution rounds() {
    return shared == null
        ? RandomDistribution.ofMean(2, draws)
        : new Distribution.Uniform(0, draws.between(0, 4));
  }

  /** Now and then more than the limit of a stack. */
  private double stackBytes() {
    return draws.chance(0.05) ? 3e9 : draws.logUniform(10, 1e5);
  }

  private long limit() {
    return draws.chance(0.5) ? RequestStep.NO_LIMIT : timeoutNs();
  }

  private long timeoutNs() {
    return (long) (scaleNs * draws.logUniform(0.01, 30));
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
}
