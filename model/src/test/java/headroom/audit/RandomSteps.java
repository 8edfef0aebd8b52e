package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import headroom.model.workload.BlockStep;
import headroom.model.workload.BlockStep.Choice;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Retention;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepKind;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps, those with steps inside also inside each other. */
final class RandomSteps {
  private static final int DEEPEST = 3;

  /** Steps that only compute and wait; an entry more is a larger share. */
  private static final List<StepKind> BASIC =
      List.of(WorkStep.Kind.IO, WorkStep.Kind.SLEEP, WorkStep.Kind.CPU, WorkStep.Kind.CPU);

  private static final List<StepKind> BASIC_BLOCKS =
      List.of(BlockStep.Kind.REPEAT, BlockStep.Kind.CHOICE);

  /** All others; RECEIVE stands for the steps on a channel that may never go on. */
  private static final List<StepKind> OTHERS =
      List.of(
          WorkStep.Kind.SYSCALL,
          WorkStep.Kind.CGO,
          WorkStep.Kind.ALLOC,
          SharedStep.Kind.CALL,
          SharedStep.Kind.LOG,
          SharedStep.Kind.RECEIVE,
          SharedStep.Kind.SEND,
          WorkStep.Kind.TICKER,
          WorkStep.Kind.STACK,
          WorkStep.Kind.OP);

  private static final List<StepKind> OTHER_BLOCKS =
      List.of(
          BlockStep.Kind.WITHIN, BlockStep.Kind.SPAWN, SharedStep.Kind.LOCK, SharedStep.Kind.CACHE);

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
    RandomResources resources = shared;
    if (resources != null && draws.chance(0.6)) {
      return of(oneOf(OTHERS, OTHER_BLOCKS, depth), resources, depth);
    }
    StepKind kind = oneOf(BASIC, BASIC_BLOCKS, depth);
    if (kind instanceof WorkStep.Kind work) {
      return of(work);
    }
    return of((BlockStep.Kind) kind, depth);
  }

  /** One of {@code kinds}, or where steps may hold steps, one of {@code blocks} too. */
  private StepKind oneOf(List<StepKind> kinds, List<StepKind> blocks, int depth) {
    int last = kinds.size() - 1 + (depth < DEEPEST ? blocks.size() : 0);
    int index = draws.between(0, last);
    return index < kinds.size() ? kinds.get(index) : blocks.get(index - kinds.size());
  }

  private RequestStep of(StepKind kind, RandomResources resources, int depth) {
    if (kind instanceof WorkStep.Kind work) {
      return of(work);
    }
    if (kind instanceof BlockStep.Kind block) {
      return of(block, depth);
    }
    return of((SharedStep.Kind) kind, resources, depth);
  }

  private RequestStep of(WorkStep.Kind kind) {
    return switch (kind) {
      case CPU -> new WorkStep.Cpu(id(), time());
      case IO -> new WorkStep.NetworkIo(id(), time());
      case SLEEP -> new WorkStep.Sleep(id(), time());
      case SYSCALL -> new WorkStep.SystemCall(id(), time());
      case CGO -> new WorkStep.Cgo(id(), time());
      case STACK -> new WorkStep.Stack(id(), RandomDistribution.ofMean(stackBytes(), draws));
      case ALLOC -> allocation();
      case OP -> operation();
      case TICKER -> ticker();
    };
  }

  private RequestStep allocation() {
    long objects = draws.between(1, 200);
    return new WorkStep.Alloc(
        id(),
        RandomDistribution.ofMean((double) objects * draws.between(1, 2_000), draws),
        objects,
        draws.between(0, 4) / 4.0,
        retention());
  }

  /** Now and then one that takes less than its allocation alone. */
  private RequestStep operation() {
    double objects = draws.chance(0.3) ? 0 : draws.uniform(0.1, 20);
    WorkStep.Operation.Measured each =
        new WorkStep.Operation.Measured(
            draws.logUniform(0.001, 0.3) * scaleNs,
            objects * draws.logUniform(4, 2e3),
            objects,
            draws.between(0, 4) / 4.0);
    return new WorkStep.Operation(null, "any", RandomDistribution.ofMean(10, draws), each);
  }

  /** Mostly what the request holds; a little of it leaks now and then. */
  private Retention retention() {
    RandomResources resources = shared;
    if (resources != null && draws.chance(0.2)) {
      return new Retention.Pooled(resources.syncPool());
    }
    if (draws.chance(0.2)) {
      return new Retention.Lasting(draws.uniform(0, 1), (long) (scaleNs * draws.logUniform(1, 30)));
    }
    return draws.chance(0.05)
        ? new Retention.Lasting(draws.uniform(0, 0.01), Retention.FOREVER)
        : new Retention.ByRequest(draws.between(0, 4) / 4.0);
  }

  private RequestStep of(BlockStep.Kind kind, int depth) {
    return switch (kind) {
      case REPEAT -> new BlockStep.Repeat(null, rounds(), sequence(depth + 1));
      case CHOICE -> choice(depth);
      case WITHIN -> new BlockStep.Within(null, timeoutNs(), sequence(depth + 1));
      case SPAWN -> spawn(depth);
    };
  }

  private RequestStep of(SharedStep.Kind kind, RandomResources resources, int depth) {
    return switch (kind) {
      case CALL -> new SharedStep.Call(id(), resources.pool(), time(), limit(), failure());
      case LOG -> new SharedStep.Log(id(), (long) draws.logUniform(1, 1e5), resources.sink());
      case SEND -> new SharedStep.Send(null, resources.consumed());
      case RECEIVE, CLOSE -> onChannel(resources);
      case LOCK -> lock(resources, depth);
      case CACHE -> new SharedStep.Cached(id(), resources.cache(), keys(), sequence(depth + 1));
    };
  }

  private KeyDistribution keys() {
    long keys = (long) draws.logUniform(1, 1e4);
    return draws.chance(0.3)
        ? new KeyDistribution.Uniform(keys)
        : new KeyDistribution.Zipf(keys, draws.uniform(0.1, 3));
  }

  private SharedStep.CallFailure failure() {
    return draws.chance(0.5)
        ? SharedStep.CallFailure.NEVER
        : new SharedStep.CallFailure(draws.uniform(0, 1), draws.between(0, 4), time());
  }

  /** Rarely one that waits for a value that may never come, or closes a channel. */
  private RequestStep onChannel(RandomResources resources) {
    RequestStep step =
        switch (draws.between(0, 3)) {
          case 0 -> new SharedStep.Receive(null, resources.loose());
          case 1 -> new SharedStep.Send(null, resources.loose());
          case 2 -> new SharedStep.Receive(null, resources.closed());
          default -> new SharedStep.Close(null, resources.closed());
        };
    double share = step instanceof SharedStep.Close ? 0.01 : draws.logUniform(0.01, 1);
    return new Choice(
        null,
        List.of(new Choice.Branch(share, List.of(step)), new Choice.Branch(1 - share, List.of())));
  }

  private RequestStep ticker() {
    long periodNs = (long) (scaleNs * draws.logUniform(10, 1_000));
    return new WorkStep.Ticker(null, periodNs, draws.chance(0.2), draws.chance(0.7));
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
    return new BlockStep.Spawn(null, each, branches, draws.chance(0.8));
  }

  private RequestStep lock(RandomResources resources, int depth) {
    SharedStep.Lock.Mode mode = draws.oneOf(SharedStep.Lock.Mode.class);
    String name =
        mode == SharedStep.Lock.Mode.MUTEX ? resources.mutex() : resources.readWriteMutex();
    return new SharedStep.Lock(null, name, mode, sequence(depth + 1));
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
