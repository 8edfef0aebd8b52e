package headroom.experiments.notes;

import headroom.model.Scenario;
import headroom.model.workload.Arrivals;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;

/** What a request of a scenario needs on average, over its classes. */
final class RequestNeed {
  private RequestNeed() {}

  /** The sums of {@code scenario}, with the means of its trace if it replays one. */
  static StepNeeds steps(Scenario scenario) {
    return scenario.arrivals() instanceof Arrivals.Trace trace
        ? new StepNeeds(scenario.resources(), scenario.costs(), new TraceMeans(trace.table()))
        : new StepNeeds(scenario.resources(), scenario.costs(), TraceMeans.NONE);
  }

  /** Of the goroutine that serves it and of those that it starts. */
  static MeanNeed of(Scenario scenario, StepNeeds needs) {
    MeanNeed mean = MeanNeed.computing(scenario.server().overhead().mean());
    for (int i = 0; i < scenario.classes().size(); i++) {
      RequestClass requestClass = scenario.classes().get(i);
      double share =
          scenario.arrivals() instanceof Arrivals.Trace trace
              ? new TraceMeans(trace.table()).shareOfClass(i)
              : requestClass.share();
      mean = mean.then(needs.of(requestClass.steps()).times(share));
    }
    return mean;
  }

  /** What a consumer of {@code channel} does for the values that a request sends. */
  static MeanNeed consumed(Resources.ChannelSettings channel, StepNeeds needs, MeanNeed request) {
    double sends = request.sends().getOrDefault(channel.name(), 0.0);
    return needs.of(channel.steps()).times(sends);
  }
}
