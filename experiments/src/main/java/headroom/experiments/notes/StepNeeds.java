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
final class StepNeeds {
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
      need = need.then(of(step));
    }
    return need;
  }

  private MeanNeed of(RequestStep step) {
    if (step instanceof RequestStep.Cpu cpu) {
      return MeanNeed.computing(recorded.of(cpu.id(), cpu.time()));
    }
    if (step instanceof RequestStep.Cgo cgo) {
      return MeanNeed.computingInC(recorded.of(cgo.id(), cgo.time()));
    }
    if (step instanceof RequestStep.NetworkIo io) {
      return MeanNeed.waiting(recorded.of(io.id(), io.time()));
    }
    if (step instanceof RequestStep.Sleep sleep) {
      return MeanNeed.waiting(recorded.of(sleep.id(), sleep.time()));
    }
    if (step instanceof RequestStep.SystemCall call) {
      return MeanNeed.waiting(recorded.of(call.id(), call.time()));
    }
    if (step instanceof RequestStep.Log log) {
      return MeanNeed.computing(writeNs.getOrDefault(log.sink(), 0.0));
    }
    if (step instanceof RequestStep.Call call) {
      return call(call);
    }
    if (step instanceof RequestStep.Send send) {
      return MeanNeed.sending(send.channel());
    }
    return composed(step);
  }

  /** Steps that hold other steps; what is none of them takes no time that a mean could tell. */
  private MeanNeed composed(RequestStep step) {
    if (step instanceof RequestStep.Repeat repeat) {
      return of(repeat.steps()).times(recorded.of(repeat.id(), repeat.times()));
    }
    if (step instanceof RequestStep.Lock lock) {
      MeanNeed inner = of(lock.steps());
      return lock.mode() == RequestStep.Lock.Mode.READ ? inner : inner.holdingLock(lock.mutex());
    }
    if (step instanceof RequestStep.Within within) {
      MeanNeed inner = of(within.steps());
      return limited("within", inner, within.timeoutNs());
    }
    if (step instanceof RequestStep.Choice choice) {
      MeanNeed mean = MeanNeed.NOTHING;
      for (RequestStep.Choice.Branch branch : choice.branches()) {
        mean = mean.then(of(branch.steps()).times(branch.share()));
      }
      return mean;
    }
    return step instanceof RequestStep.Spawn spawn ? spawn(spawn) : MeanNeed.NOTHING;
  }

  /** The opening of connections is not in it: it depends on how many are kept open. */
  private MeanNeed call(RequestStep.Call call) {
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
  private MeanNeed spawn(RequestStep.Spawn spawn) {
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
