package headroom.audit;

import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepVisitor;
import headroom.model.workload.WorkStep;
import java.util.List;

/** Mean number of goroutines that steps start, those that nobody stops included. */
final class StartedGoroutines implements StepVisitor<Double> {
  private StartedGoroutines() {}

  static double of(List<RequestStep> steps) {
    return new StartedGoroutines().in(steps);
  }

  private double in(List<RequestStep> steps) {
    return steps.stream().mapToDouble(step -> step.accept(this)).sum();
  }

  @Override
  public Double visit(WorkStep.Cpu step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.NetworkIo step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Sleep step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.SystemCall step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Cgo step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Stack step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Alloc step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Operation step) {
    return 0.0;
  }

  @Override
  public Double visit(WorkStep.Ticker step) {
    return 1.0;
  }

  @Override
  public Double visit(BlockStep.Repeat step) {
    return step.times().mean() * in(step.steps());
  }

  @Override
  public Double visit(BlockStep.Choice step) {
    return step.branches().stream().mapToDouble(b -> b.share() * in(b.steps())).sum();
  }

  @Override
  public Double visit(BlockStep.Spawn step) {
    return step.branches().stream().mapToDouble(b -> step.count().mean() * (1 + in(b))).sum();
  }

  @Override
  public Double visit(BlockStep.Within step) {
    return in(step.steps());
  }

  @Override
  public Double visit(SharedStep.Lock step) {
    return in(step.steps());
  }

  @Override
  public Double visit(SharedStep.Call step) {
    return 0.0;
  }

  @Override
  public Double visit(SharedStep.Send step) {
    return 0.0;
  }

  @Override
  public Double visit(SharedStep.Receive step) {
    return 0.0;
  }

  @Override
  public Double visit(SharedStep.Close step) {
    return 0.0;
  }

  @Override
  public Double visit(SharedStep.Log step) {
    return 0.0;
  }

  @Override
  public Double visit(SharedStep.Cached step) {
    return in(step.onMiss());
  }
}
