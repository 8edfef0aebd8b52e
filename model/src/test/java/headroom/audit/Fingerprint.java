package headroom.audit;

import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ClassObservation;
import headroom.model.observe.TimeComponent;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Everything that an observation says, as text, so that two that differ show where. */
public final class Fingerprint {
  private static final double[] PERCENTILES = {0, 10, 50, 90, 99, 100};

  private Fingerprint() {}

  /** Everything about a run and its requests. */
  public static String of(AuditedRun run) {
    StringBuilder text = new StringBuilder(of(run.observation()));
    for (EndedRequest request : run.ended()) {
      text.append(request).append('\n');
    }
    return text.toString();
  }

  static String of(Observation seen) {
    StringBuilder text = new StringBuilder();
    text.append("window ").append(seen.windowNs()).append('\n');
    text.append(seen.counts()).append('\n');
    text.append("completions in window ").append(seen.completionsInWindow()).append('\n');
    text.append("latency ").append(values(seen.latencyNs())).append('\n');
    text.append("wait ").append(values(seen.waitNs())).append('\n');
    for (ClassObservation one : seen.classes()) {
      text.append(one.name()).append(' ').append(one.counts()).append(' ');
      text.append(values(one.latencyNs())).append('\n');
    }
    for (TimeComponent component : TimeComponent.values()) {
      text.append(component);
      for (double percentile : PERCENTILES) {
        long atNs = seen.latencyNs().getValueAtPercentile(percentile);
        text.append(' ').append(seen.breakdown().meanNs(component, atNs));
      }
      text.append('\n');
    }
    text.append(seen.cpu()).append('\n');
    text.append(seen.runtime().goroutinesMax()).append(" goroutines, ");
    text.append(seen.runtime().threadsMax()).append(" threads, ");
    text.append(seen.runtime().preemptions()).append(" preemptions, ");
    text.append(seen.runtime().steals()).append(" steals, ");
    text.append(seen.runtime().threadWakes()).append(" wakes\n");
    text.append("scheduling ").append(values(seen.runtime().schedulingLatencyNs())).append('\n');
    text.append(seen.levels()).append('\n');
    text.append("series ").append(Arrays.toString(seen.series().timeNs())).append('\n');
    for (int row = 0; row < seen.series().names().size(); row++) {
      text.append(seen.series().names().get(row)).append(' ');
      text.append(Arrays.toString(seen.series().values()[row])).append('\n');
    }
    return text.append(seen.events()).append(" events\n").toString();
  }

  private static String values(Histogram histogram) {
    StringBuilder text = new StringBuilder();
    for (HistogramIterationValue value : histogram.recordedValues()) {
      text.append(value.getValueIteratedTo()).append('x');
      text.append(value.getCountAtValueIteratedTo()).append(' ');
    }
    return text.toString();
  }
}
