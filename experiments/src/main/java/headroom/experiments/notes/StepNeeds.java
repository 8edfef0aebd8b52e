package headroom.experiments.notes;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks steps and adds up the means of what they need. On the way it keeps the time limits that are
 * below the mean of what they limit.
 */
final class StepNeeds implements RequestStep.Visitor<MeanNeed> {
  private final Map<String, Double> writeNs = new LinkedHashMap<>();
  private final List<TightLimit> tightLimits = new ArrayList<>();

  private final TraceMeans recorded;

  StepNeeds(Resources resources, TraceMeans recorded) {
    this.recorded = recorded;
    resources.sinks().forEach(sink -> writeNs.put(sink.name(), sink.write().mean()));
  }

  /** A timeout of a step below the mean of what it limits. */
  record TightLimit(String what, double limitNs, double meanNs) {}

  List<TightLimit> tightLimits() {
    return List.copyOf(tightLimits);
  }

  MeanNeed of(List<RequestStep> steps) {
    MeanNeed need = MeanNeed.NOTHING;
    for (RequestStep step : steps) {
      need = need.then(step.accept(this));
    }
    return need;
  }

  @Override
  public MeanNeed visit(RequestStep.Cpu step) {
    return MeanNeed.computing(recorded.of(step.id(), step.time()));
  }

  @Override
  public MeanNeed visit(RequestStep.Cgo step) {
    return MeanNeed.computingInC(recorded.of(step.id(), step.time()));
  }

  @Override
  public MeanNeed visit(RequestStep.NetworkIo step) {
    return MeanNeed.waiting(recorded.of(step.id(), step.time()));
  }

  @Override
  public MeanNeed visit(RequestStep.Sleep step) {
    return MeanNeed.waiting(recorded.of(step.id(), step.time()));
  }

  @Override
  public MeanNeed visit(RequestStep.SystemCall step) {
    return MeanNeed.waiting(recorded.of(step.id(), step.time()));
  }

  @Override
  public MeanNeed visit(RequestStep.Log step) {
    return MeanNeed.computing(writeNs.getOrDefault(step.sink(), 0.0));
  }

  @Override
  public MeanNeed visit(RequestStep.Send step) {
    return MeanNeed.sending(step.channel());
  }

  @Override
  public MeanNeed visit(RequestStep.Repeat step) {
    return of(step.steps()).times(recorded.of(step.id(), step.times()));
  }

  @Override
  public MeanNeed visit(RequestStep.Lock step) {
    MeanNeed inner = of(step.steps());
    return step.mode() == RequestStep.Lock.Mode.READ ? inner : inner.holdingLock(step.mutex());
  }

  @Override
  public MeanNeed visit(RequestStep.Within step) {
    return limited("within", of(step.steps()), step.timeoutNs());
  }

  @Override
  public MeanNeed visit(RequestStep.Choice step) {
    MeanNeed mean = MeanNeed.NOTHING;
    for (RequestStep.Choice.Branch branch : step.branches()) {
      mean = mean.then(of(branch.steps()).times(branch.share()));
    }
    return mean;
  }

  @Override
  public MeanNeed visit(RequestStep.Receive step) {
    return MeanNeed.NOTHING; // how long it waits is up to who sends
  }

  @Override
  public MeanNeed visit(RequestStep.Close step) {
    return MeanNeed.NOTHING;
  }

  @Override
  public MeanNeed visit(RequestStep.Ticker step) {
    return MeanNeed.NOTHING; // its goroutine runs beside the request
  }

  @Override
  public MeanNeed visit(RequestStep.Stack step) {
    return MeanNeed.NOTHING; // microseconds
  }

  /** The opening of connections is not in it: it depends on how many are kept open. */
  @Override
  public MeanNeed visit(RequestStep.Call call) {
    RequestStep.CallFailure failure = call.failure();
    double share = failure.share();
    int retries = failure.retries();
    double heldNs = recorded.of(call.id(), call.time()) * geometricSum(share, retries + 1);
    double waitsNs = failure.backoff().mean() * share * geometricSum(2 * share, retries);
    return limited("call", MeanNeed.waiting(heldNs + waitsNs), call.timeoutNs())
        .holdingPool(call.pool(), Math.min(heldNs, (double) call.timeoutNs()));
  }

  /** 1 + ratio + ratio^2 ..., so many terms. */
  private static double geometricSum(double ratio, int terms) {
    double sum = ratio == 1 ? terms : (1 - StrictMath.pow(ratio, terms)) / (1 - ratio);
    return Math.min(sum, Integer.MAX_VALUE);
  }

  private MeanNeed limited(String what, MeanNeed inner, long timeoutNs) {
    if (inner.elapsedNs() <= timeoutNs) {
      return inner;
    }
    tightLimits.add(new TightLimit(what, (double) timeoutNs, inner.elapsedNs()));
    return inner.within((double) timeoutNs);
  }

  /** Goroutines side by side: a request that waits for them waits for the slowest, at least. */
  @Override
  public MeanNeed visit(RequestStep.Spawn spawn) {
    Distribution count = spawn.count();
    MeanNeed all = MeanNeed.NOTHING;
    double slowestNs = 0;
    for (List<RequestStep> branch : spawn.branches()) {
      MeanNeed one = of(branch);
      slowestNs = Math.max(slowestNs, one.elapsedNs());
      all = all.then(one.times(recorded.of(spawn.id(), count)));
    }
    return all.within(spawn.join() ? slowestNs : 0);
  }
}
