package headroom.theory;

import static headroom.testing.QueueMetric.mean;
import static headroom.testing.QueueMetric.other;

import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ResourceObservation;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.observe.TimeComponent;
import headroom.testing.QueueMetric;
import headroom.testing.ReferenceCase;
import headroom.testing.RequestTally;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the metrics of a {@link SystemScenario} are estimated. */
final class SystemMetrics {
  private static final Pattern AT_STATION =
      Pattern.compile("(utilisation|mean_number_at|mean_residence_at)_(\\w+?)(?:_ms)?");
  private static final Pattern OF_STATION =
      Pattern.compile("(station\\d)_(utilisation|mean_response_ms)");

  /** Standard error, relative, of how many wait to ask again: a few of a hundred requests do. */
  private static final double FEW_WAIT = 2 * QueueMetric.MEAN;

  private static final ToDoubleFunction<RequestTally> COMPLETED = RequestTally::completed;

  private SystemMetrics() {}

  /** How the metric {@code name} of {@code reference} is estimated. */
  static QueueMetric of(ReferenceCase reference, String name) {
    double golden = reference.value(name);
    Matcher at = AT_STATION.matcher(name);
    if (at.matches()) {
      return atStation(name, golden, at.group(1), at.group(2));
    }
    Matcher of = OF_STATION.matcher(name);
    if (of.matches()) {
      return atStation(name, golden, of.group(2), of.group(1));
    }
    return switch (name) {
      case "p_all_servers_idle" -> QueueMetric.shareOfSamples(name, golden, "busy_workers", 0);
      case "mean_branch_response_ms" ->
          mean(name, golden, t -> branchesMs(t), t -> executions(t, "a") + executions(t, "b"));
      case "mean_synchronisation_delay_ms" ->
          mean(name, golden, t -> t.responseMs() - branchesMs(t) / 2, COMPLETED);
      case "mean_response_served_ms", "mean_response_completed_ms" ->
          mean(name, golden, RequestTally::responseMs, COMPLETED);
      case "goodput_per_s" -> perSecond(name, golden, Observation::completionsInWindow);
      case "server_throughput_per_s" ->
          perSecond(name, golden, o -> o.completionsInWindow() + o.counts().wasted());
      case "timeout_fraction" -> ofOffered(name, golden, o -> o.counts().timedOut());
      case "lost_fraction", "loss_probability_without_retries" ->
          ofOffered(name, golden, o -> o.counts().rejected());
      case "attempts_per_s" -> perSecond(name, golden, o -> attempts(o));
      case "mean_attempts_per_request" -> ofOffered(name, golden, o -> attempts(o));
      case "first_attempt_rejected_fraction" -> firstRejected(reference, name, golden);
      case "mean_number_in_orbit", "mean_number_waiting_to_retry" ->
          new QueueMetric(
              name,
              golden,
              FEW_WAIT,
              t -> retryingNs(t.observation()),
              t -> t.observation().windowNs(),
              null,
              null);
      case "mean_queue_wait_of_served_ms" -> component(name, golden, TimeComponent.QUEUE);
      case "mean_wait_served_ms" -> component(name, golden, TimeComponent.POOL);
      case "mean_wait_all_ms" ->
          mean(name, golden, t -> ms(pool(t, "a").waits()), t -> count(pool(t, "a").waits()));
      case "p_wait" -> waited(reference, name, golden);
      case "utilisation" ->
          isStation(reference)
              ? mean(name, golden, t -> pool(t, "a").utilization(), t -> 1)
              : QueueMetric.of(reference, name, servers(reference));
      default -> nested(reference, name, golden);
    };
  }

  /** Of workers that hold a processor or a connection. */
  private static QueueMetric nested(ReferenceCase reference, String name, double golden) {
    return switch (name) {
      case "mean_wait_for_worker_ms" -> mean(name, golden, RequestTally::waitMs, COMPLETED);
      case "p_wait_for_worker" -> other(name, golden, RequestTally::waited, COMPLETED);
      case "worker_utilisation" ->
          mean(
              name,
              golden,
              t -> t.observation().levels().meanBusyWorkers() / reference.number("workers"),
              t -> 1);
      case "mean_wait_for_processor_ms" -> waitAt(name, golden, "cpu");
      case "mean_wait_for_connection_ms" -> waitAt(name, golden, "db");
      case "processor_utilisation" -> atStation(name, golden, "utilisation", "cpu");
      case "connection_utilisation" -> atStation(name, golden, "utilisation", "db");
      case "saturation_throughput_per_s" ->
          perSecond(name, golden, Observation::completionsInWindow);
      default -> QueueMetric.of(reference, name, servers(reference));
    };
  }

  private static int servers(ReferenceCase reference) {
    return reference.has("servers") ? (int) reference.number("servers") : 1;
  }

  private static boolean isStation(ReferenceCase reference) {
    return reference.id().startsWith("queue_timeout");
  }

  private static QueueMetric atStation(String name, double golden, String what, String station) {
    return switch (what) {
      case "utilisation" -> mean(name, golden, t -> pool(t, station).utilization(), t -> 1);
      case "mean_number_at" -> // by Little's law
          mean(name, golden, t -> residenceMs(t, station), t -> t.observation().windowNs() / 1e6);
      default -> mean(name, golden, t -> residenceMs(t, station), t -> executions(t, station));
    };
  }

  private static QueueMetric waitAt(String name, double golden, String station) {
    return mean(name, golden, t -> ms(step(t, station).waits()), t -> executions(t, station));
  }

  private static QueueMetric waited(ReferenceCase reference, String name, double golden) {
    if (!isStation(reference)) {
      return QueueMetric.of(reference, name, servers(reference));
    }
    Function<RequestTally, Observation.Times> waits = t -> pool(t, "a").waits();
    return other(
        name,
        golden,
        t -> count(waits.apply(t)) - waits.apply(t).histogramNs().getCountAtValue(0),
        t -> count(waits.apply(t)));
  }

  /** Of one retry it is the share that is tried again; without a queue only they have waited. */
  private static QueueMetric firstRejected(ReferenceCase reference, String name, double golden) {
    if (reference.has("retries") && reference.number("retries") == 1) {
      return ofOffered(name, golden, o -> o.counts().retried());
    }
    return other(
        name, golden, t -> t.waited() + t.observation().counts().rejected(), RequestTally::offered);
  }

  private static double attempts(Observation seen) {
    return seen.counts().offered() + seen.counts().retried();
  }

  /** The time between the attempts of all requests, ns: a rejected attempt takes none. */
  private static double retryingNs(Observation seen) {
    return sumNs(seen.breakdown(), TimeComponent.RETRY)
        + sumNs(seen.losses().failed(), TimeComponent.RETRY);
  }

  private static double sumNs(LatencyBreakdown breakdown, TimeComponent component) {
    return breakdown.meanNs(component) * breakdown.requests();
  }

  private static QueueMetric component(String name, double golden, TimeComponent component) {
    return mean(name, golden, t -> sumNs(t.observation().breakdown(), component) / 1e6, COMPLETED);
  }

  private static QueueMetric perSecond(
      String name, double golden, ToDoubleFunction<Observation> count) {
    return mean(
        name,
        golden,
        t -> count.applyAsDouble(t.observation()),
        t -> t.observation().windowNs() / 1e9);
  }

  private static QueueMetric ofOffered(
      String name, double golden, ToDoubleFunction<Observation> count) {
    return other(name, golden, t -> count.applyAsDouble(t.observation()), RequestTally::offered);
  }

  private static double branchesMs(RequestTally tally) {
    return residenceMs(tally, "a") + residenceMs(tally, "b");
  }

  /** The time of the calls of a station that began in the window. */
  private static double residenceMs(RequestTally tally, String station) {
    StepObservation step = step(tally, station);
    return ms(step.waits()) + ms(step.services());
  }

  private static double executions(RequestTally tally, String station) {
    return count(step(tally, station).waits());
  }

  private static double ms(Observation.Times times) {
    return times.sumNs() / 1e6;
  }

  private static double count(Observation.Times times) {
    return times.histogramNs().getTotalCount();
  }

  private static StepObservation step(RequestTally tally, String station) {
    return tally.observation().steps().stream()
        .filter(step -> step.name().equals("call " + station))
        .findFirst()
        .orElseThrow();
  }

  private static ResourceObservation pool(RequestTally tally, String name) {
    return tally.observation().resources().stream()
        .filter(resource -> resource.name().equals("pool " + name))
        .findFirst()
        .orElseThrow();
  }
}
