package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that says how other steps are run. */
public sealed interface BlockStep extends RequestStep {

  @Override
  Kind kind();

  @Override
  List<List<RequestStep>> nested();

  @Override
  default Accounting accounting() {
    return Accounting.HOLDS_TOGETHER;
  }

  /** Their kinds. */
  enum Kind implements StepKind {
    /** {@link Repeat}. */
    REPEAT("repeat"),
    /** {@link Choice}. */
    CHOICE("choice"),
    /** {@link Spawn}. */
    SPAWN("spawn"),
    /** {@link Within}. */
    WITHIN("within");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  /** What is done with each of them. */
  interface Visitor<R> {
    /** For {@link Repeat}. */
    R visit(Repeat step);

    /** For {@link Choice}. */
    R visit(Choice step);

    /** For {@link Spawn}. */
    R visit(Spawn step);

    /** For {@link Within}. */
    R visit(Within step);
  }

  /** Runs {@code steps} in order, {@code times} times (a count, drawn once per request). */
  record Repeat(@Nullable String id, Distribution times, List<RequestStep> steps)
      implements BlockStep {
    public Repeat {
      steps = List.copyOf(steps);
    }

    @Override
    public Kind kind() {
      return Kind.REPEAT;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.COUNT, times);
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.of(steps, means).times(means.of(id, times));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs one of the branches, drawn by share. */
  record Choice(@Nullable String id, List<Branch> branches) implements BlockStep {
    /** A branch taken with probability {@code share}; the shares of a choice add up to 1. */
    public record Branch(double share, List<RequestStep> steps) {
      public Branch {
        steps = List.copyOf(steps);
      }
    }

    public Choice {
      branches = List.copyOf(branches);
    }

    @Override
    public Kind kind() {
      return Kind.CHOICE;
    }

    @Override
    public List<List<RequestStep>> nested() {
      return branches.stream().map(Branch::steps).toList();
    }

    @Override
    public boolean runsOneOfNested() {
      return true;
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      MeanNeed mean = MeanNeed.NOTHING;
      for (Branch branch : branches) {
        mean = mean.then(MeanNeed.of(branch.steps, means).times(branch.share));
      }
      return mean;
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Starts goroutines: {@code count} (drawn once) for each of the branches.
   *
   * @param branches the steps of the goroutines; one list for goroutines that are all alike
   * @param join whether the request waits for all of them (an errgroup: the first error cancels the
   *     others) or goes on and forgets them
   */
  record Spawn(
      @Nullable String id, Distribution count, List<List<RequestStep>> branches, boolean join)
      implements BlockStep {
    public Spawn {
      branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public Kind kind() {
      return Kind.SPAWN;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.COUNT, count);
    }

    @Override
    public List<List<RequestStep>> nested() {
      return branches;
    }

    @Override
    public boolean isLeftAlone() {
      return !join;
    }

    @Override
    public Accounting accounting() {
      return join ? Accounting.RUNS : Accounting.HOLDS_TOGETHER;
    }

    /** Goroutines side by side: a request that waits for them waits for the slowest, at least. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      MeanNeed all = MeanNeed.NOTHING;
      double slowestNs = 0;
      for (List<RequestStep> branch : branches) {
        MeanNeed one = MeanNeed.of(branch, means);
        slowestNs = Math.max(slowestNs, one.elapsedNs());
        all = all.then(one.times(means.of(id, count)));
      }
      return all.within(join ? slowestNs : 0);
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs {@code steps} under {@code context.WithTimeout}. */
  record Within(@Nullable String id, long timeoutNs, List<RequestStep> steps) implements BlockStep {
    public Within {
      steps = List.copyOf(steps);
    }

    @Override
    public Kind kind() {
      return Kind.WITHIN;
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.of(steps, means).limited(kind(), timeoutNs, means);
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
