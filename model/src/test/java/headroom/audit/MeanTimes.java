package headroom.audit;

import headroom.model.workload.RequestStep;
import java.util.List;

/** What steps take in the mean if nobody is in their way; good enough to choose a load. */
final class MeanTimes {
  private MeanTimes() {}

  /** Mean CPU of {@code steps}, those of goroutines they start included; ns. */
  static double cpuNs(List<RequestStep> steps) {
    double sum = 0;
    for (RequestStep step : steps) {
      sum += cpuNs(step);
    }
    return sum;
  }

  /** Mean length of {@code steps} without any waiting for others, ns. */
  static double lengthNs(List<RequestStep> steps) {
    double sum = 0;
    for (RequestStep step : steps) {
      sum += lengthNs(step);
    }
    return sum;
  }

  /** Mean number of goroutines that {@code steps} start, those that nobody stops included. */
  static double goroutines(List<RequestStep> steps) {
    double sum = 0;
    for (RequestStep step : steps) {
      if (step instanceof RequestStep.Ticker) {
        sum++;
      } else if (step instanceof RequestStep.Repeat repeat) {
        sum += repeat.times().mean() * goroutines(repeat.steps());
      } else if (step instanceof RequestStep.Choice choice) {
        for (RequestStep.Choice.Branch branch : choice.branches()) {
          sum += branch.share() * goroutines(branch.steps());
        }
      } else if (step instanceof RequestStep.Spawn spawn) {
        for (List<RequestStep> branch : spawn.branches()) {
          sum += spawn.count().mean() * (1 + goroutines(branch));
        }
      } else if (step instanceof RequestStep.Lock lock) {
        sum += goroutines(lock.steps());
      } else if (step instanceof RequestStep.Within within) {
        sum += goroutines(within.steps());
      }
    }
    return sum;
  }

  private static double cpuNs(RequestStep step) {
    if (step instanceof RequestStep.Cpu cpu) {
      return cpu.time().mean();
    } else if (step instanceof RequestStep.Cgo cgo) {
      return cgo.time().mean();
    } else if (step instanceof RequestStep.Repeat repeat) {
      return repeat.times().mean() * cpuNs(repeat.steps());
    } else if (step instanceof RequestStep.Choice choice) {
      return choice.branches().stream().mapToDouble(b -> b.share() * cpuNs(b.steps())).sum();
    } else if (step instanceof RequestStep.Spawn spawn) {
      return spawn.count().mean() * spawn.branches().stream().mapToDouble(MeanTimes::cpuNs).sum();
    } else if (step instanceof RequestStep.Lock lock) {
      return cpuNs(lock.steps());
    } else if (step instanceof RequestStep.Within within) {
      return cpuNs(within.steps());
    }
    return 0;
  }

  private static double lengthNs(RequestStep step) {
    if (step instanceof RequestStep.NetworkIo io) {
      return io.time().mean();
    } else if (step instanceof RequestStep.Sleep sleep) {
      return sleep.time().mean();
    } else if (step instanceof RequestStep.SystemCall call) {
      return call.time().mean();
    } else if (step instanceof RequestStep.Call call) {
      return call.time().mean();
    } else if (step instanceof RequestStep.Repeat repeat) {
      return repeat.times().mean() * lengthNs(repeat.steps());
    } else if (step instanceof RequestStep.Choice choice) {
      return choice.branches().stream().mapToDouble(b -> b.share() * lengthNs(b.steps())).sum();
    } else if (step instanceof RequestStep.Spawn spawn) {
      return spawn.join()
          ? spawn.branches().stream().mapToDouble(MeanTimes::lengthNs).max().orElse(0)
          : 0;
    } else if (step instanceof RequestStep.Lock lock) {
      return lengthNs(lock.steps());
    } else if (step instanceof RequestStep.Within within) {
      return Math.min((double) within.timeoutNs(), lengthNs(within.steps()));
    }
    return cpuNs(step);
  }
}
