package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Theory;
import headroom.experiments.result.Theory.Bounds;
import headroom.experiments.result.Theory.Finding;
import headroom.experiments.result.Theory.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What formulas say of a run, in words. */
public final class TheoryWords {
  private TheoryWords() {}

  /**
   * {@code M/M/4 gives mean 17.5 ms, p99 68.9 ms (with the simulated costs …): the run agrees};
   * null if the run is near no known model.
   */
  public static @Nullable String model(PointResult point) {
    Theory theory = point.theory();
    Model model = theory == null ? null : theory.model();
    if (theory == null || model == null) {
      return null;
    }
    boolean agrees = theory.findings().stream().allMatch(f -> f.bound() || f.chance());
    return model.name()
        + " ("
        + model.what()
        + ") gives "
        + figures(model.latencyMs())
        + ", and with the "
        + FigureText.time(model.simulatedServiceMs())
        + " of service simulated here "
        + figures(model.withCostsMs())
        + (agrees ? ": the run agrees" : ": the run does not agree");
  }

  /** {@code a request that waits for nobody takes 23 ms}; null if no bound is known. */
  public static @Nullable String bounds(PointResult point) {
    Theory theory = point.theory();
    Bounds bounds = theory == null ? null : theory.bounds();
    if (bounds == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    if (bounds.meanMs() != null) {
      parts.add("the mean is at least " + FigureText.time(bounds.meanMs()) + ", when nobody waits");
    }
    if (bounds.throughputPerS() != null) {
      String by =
          "users".equals(bounds.limitedBy())
              ? "the most that the users ask"
              : "when " + resource(bounds.limitedBy()) + " is full";
      parts.add("at most " + FigureText.rate(bounds.throughputPerS()) + ", " + by);
    }
    return String.join("; ", parts);
  }

  /** What formulas do not allow, as sentences. */
  static List<String> findings(PointResult point) {
    Theory theory = point.theory();
    return theory == null
        ? List.of()
        : theory.findings().stream().filter(f -> !f.chance()).map(Finding::text).toList();
  }

  private static String figures(Map<String, Double> latencyMs) {
    List<String> said = new ArrayList<>();
    for (String name : List.of("mean", "p50", "p99")) {
      Double ms = latencyMs.get(name);
      if (ms != null) {
        said.add(name + " " + FigureText.time(ms));
      }
    }
    return String.join(", ", said);
  }

  private static String resource(@Nullable String name) {
    return name == null
        ? "it"
        : name.equals("server workers") ? "the pool of workers" : "the " + name;
  }
}
