package headroom.measure;

import headroom.model.random.Distribution;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Retention;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepVisitor;
import headroom.model.workload.WorkStep;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes steps down for the Go program, and notes those that it cannot do. How long each takes is
 * not in it: that stands in the trace, by the step's id.
 */
final class StepPlan implements StepVisitor<ObjectNode> {
  private final JsonMapper mapper;
  private final Set<String> obstacles = new LinkedHashSet<>();

  StepPlan(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** What the program cannot do of the steps that were written down. */
  List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  /** The steps in order. */
  ArrayNode of(List<RequestStep> steps) {
    ArrayNode list = mapper.createArrayNode();
    steps.forEach(step -> list.add(step.accept(this)));
    return list;
  }

  private ObjectNode begin(RequestStep step) {
    return mapper.createObjectNode().put("kind", step.kind().key());
  }

  private ObjectNode work(RequestStep step) {
    ObjectNode node = begin(step);
    if (step.id() != null) {
      node.put("id", step.id());
    }
    return node;
  }

  private ObjectNode cannot(RequestStep step) {
    obstacles.add("the step " + step.title());
    return begin(step);
  }

  private void unless(boolean measurable, String obstacle) {
    if (!measurable) {
      obstacles.add(obstacle);
    }
  }

  /** A number that is the same for every request; 1 is put for one that is not. */
  private long constant(RequestStep step, Distribution number) {
    boolean constant = number instanceof Distribution.Constant;
    unless(constant, "a number of " + step.title() + " that is not constant");
    return constant ? Math.round(number.mean()) : 1;
  }

  @Override
  public ObjectNode visit(WorkStep.Cpu step) {
    return work(step);
  }

  @Override
  public ObjectNode visit(WorkStep.NetworkIo step) {
    return work(step);
  }

  @Override
  public ObjectNode visit(WorkStep.Sleep step) {
    return work(step);
  }

  @Override
  public ObjectNode visit(WorkStep.SystemCall step) {
    return work(step);
  }

  @Override
  public ObjectNode visit(WorkStep.Cgo step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(WorkStep.Stack step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(WorkStep.Alloc step) {
    double keep = step.retention() instanceof Retention.ByRequest held ? held.share() : 0;
    unless(step.retention() instanceof Retention.ByRequest, "keepFor and pool of alloc");
    return work(step)
        .put("objects", step.objects())
        .put("pointers", step.pointers())
        .put("keep", keep);
  }

  @Override
  public ObjectNode visit(WorkStep.Operation step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(WorkStep.Ticker step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(BlockStep.Repeat step) {
    ObjectNode node = begin(step).put("times", constant(step, step.times()));
    node.set("steps", of(step.steps()));
    return node;
  }

  @Override
  public ObjectNode visit(BlockStep.Choice step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(BlockStep.Spawn step) {
    unless(step.join(), "spawn with join: none");
    unless(step.branches().size() == 1, "spawn with branches that differ");
    ObjectNode node = begin(step).put("count", constant(step, step.count()));
    node.set("steps", of(step.branches().get(0)));
    return node;
  }

  @Override
  public ObjectNode visit(BlockStep.Within step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(SharedStep.Lock step) {
    unless(step.mode() == SharedStep.Lock.Mode.MUTEX, "the rwmutex " + step.mutex());
    ObjectNode node = begin(step).put("mutex", step.mutex());
    node.set("steps", of(step.steps()));
    return node;
  }

  @Override
  public ObjectNode visit(SharedStep.Call step) {
    boolean succeeds = step.failure().equals(SharedStep.CallFailure.NEVER);
    unless(
        succeeds && step.timeoutNs() == RequestStep.NO_LIMIT,
        "timeout, errors and retries of " + step.title());
    return work(step).put("pool", step.pool());
  }

  @Override
  public ObjectNode visit(SharedStep.Send step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(SharedStep.Receive step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(SharedStep.Close step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(SharedStep.Log step) {
    return cannot(step);
  }

  @Override
  public ObjectNode visit(SharedStep.Cached step) {
    return cannot(step);
  }
}
