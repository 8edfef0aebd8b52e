package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the latency of a service goes, what is wrong, and what changes would do about it: the
 * content of {@code explanation.json}.
 *
 * @param schema version of the format: 1
 * @param pairs replications that were paired for each change
 * @param threshold relative change below which a difference does not matter
 * @param where the time goes
 * @param findings what is wrong, as in the diagnosis of the point
 * @param verdict the answer in sentences
 */
public record Explanation(
    int schema,
    String experiment,
    String engine,
    long seed,
    int pairs,
    double threshold,
    Where where,
    List<Explained> findings,
    List<String> verdict)
    implements Answer {
  public Explanation {
    findings = List.copyOf(findings);
    verdict = List.copyOf(verdict);
  }

  /**
   * Where the time of the median and of the slowest requests goes, by component.
   *
   * @param breakdownP50Ms of requests between the 45th and the 55th percentile; empty if that is
   *     not known
   * @param breakdownP99Ms of those at or above the P99
   * @param breakdownFailedMs of those that were rejected or failed; null if none did
   */
  public record Where(
      double p50Ms,
      double p99Ms,
      Map<String, Double> breakdownP50Ms,
      Map<String, Double> breakdownP99Ms,
      @Nullable Map<String, Double> breakdownFailedMs) {
    public Where {
      p50Ms = Figures.rounded(p50Ms);
      p99Ms = Figures.rounded(p99Ms);
      breakdownP50Ms = Figures.rounded(breakdownP50Ms);
      breakdownP99Ms = Figures.rounded(breakdownP99Ms);
      breakdownFailedMs = breakdownFailedMs == null ? null : Figures.rounded(breakdownFailedMs);
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param tried changes that were simulated because of it; empty if no setting is to be tried
   */
  public record Explained(@JsonUnwrapped Finding finding, List<Tried> tried) {
    public Explained {
      tried = List.copyOf(tried);
    }
  }

  /**
   * One change, simulated on the same requests.
   *
   * @param change by key of the experiment file, as written
   * @param outcome whether it helps
   * @param notes what it does beside these figures, or why it was refused; often empty
   * @param metrics P50, P99, throughput and losses, before and after; empty of what was refused
   */
  public record Tried(
      Map<String, Object> change,
      Outcome outcome,
      List<String> notes,
      List<MetricDifference> metrics) {
    public Tried {
      change = Figures.inOrder(change);
      notes = List.copyOf(notes);
      metrics = List.copyOf(metrics);
    }

    /** What it does, in words: the figures that become better or worse, the first if none does. */
    public String inWords() {
      List<String> said = new ArrayList<>(notes);
      for (MetricDifference metric : metrics) {
        boolean matters = metric.effect() == Effect.BETTER || metric.effect() == Effect.WORSE;
        if (matters || said.isEmpty()) {
          said.add(metric.sentence());
        }
      }
      return String.join("; ", said);
    }
  }

  /** What a change does to the service. */
  public enum Outcome implements JsonWord {
    /** It makes it better and nothing worse. */
    HELPS,
    /** It makes some figures better and others worse. */
    TRADE,
    /** Nothing changes by an amount that matters and can be told from chance. */
    NO_DIFFERENCE,
    /** It makes it worse. */
    HARMS,
    /** The file does not allow it. */
    REFUSED
  }
}
