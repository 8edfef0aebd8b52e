package headroom.relations;

import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepVisitor;
import headroom.model.workload.WorkStep;
import java.util.List;

/** The same steps, but they wait for the network where they would compute. */
final class WaitingInsteadOfComputing implements StepVisitor<RequestStep> {
  private WaitingInsteadOfComputing() {}

  static List<RequestStep> of(List<RequestStep> steps) {
    return new WaitingInsteadOfComputing().in(steps);
  }

  private List<RequestStep> in(List<RequestStep> steps) {
    return steps.stream().map(step -> step.accept(this)).toList();
  }

  @Override
  public RequestStep visit(WorkStep.Cpu step) {
    return new WorkStep.NetworkIo(step.id(), step.time());
  }

  @Override
  public RequestStep visit(WorkStep.NetworkIo step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.Sleep step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.SystemCall step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.Cgo step) {
    return new WorkStep.NetworkIo(step.id(), step.time());
  }

  @Override
  public RequestStep visit(WorkStep.Stack step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.Alloc step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.Operation step) {
    return step;
  }

  @Override
  public RequestStep visit(WorkStep.Ticker step) {
    return step;
  }

  @Override
  public RequestStep visit(BlockStep.Repeat step) {
    return new BlockStep.Repeat(step.id(), step.times(), in(step.steps()));
  }

  @Override
  public RequestStep visit(BlockStep.Choice step) {
    return new BlockStep.Choice(
        step.id(),
        step.branches().stream()
            .map(b -> new BlockStep.Choice.Branch(b.share(), in(b.steps())))
            .toList());
  }

  @Override
  public RequestStep visit(BlockStep.Spawn step) {
    return new BlockStep.Spawn(
        step.id(), step.count(), step.branches().stream().map(this::in).toList(), step.join());
  }

  @Override
  public RequestStep visit(BlockStep.Within step) {
    return new BlockStep.Within(step.id(), step.timeoutNs(), in(step.steps()));
  }

  @Override
  public RequestStep visit(SharedStep.Lock step) {
    return new SharedStep.Lock(step.id(), step.mutex(), step.mode(), in(step.steps()));
  }

  @Override
  public RequestStep visit(SharedStep.Call step) {
    return step;
  }

  @Override
  public RequestStep visit(SharedStep.Send step) {
    return step;
  }

  @Override
  public RequestStep visit(SharedStep.Receive step) {
    return step;
  }

  @Override
  public RequestStep visit(SharedStep.Close step) {
    return step;
  }

  @Override
  public RequestStep visit(SharedStep.Log step) {
    return step;
  }

  @Override
  public RequestStep visit(SharedStep.Cached step) {
    return new SharedStep.Cached(step.id(), step.cache(), step.key(), in(step.onMiss()));
  }
}
