package headroom.experiments.explain;

import headroom.experiments.result.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are simulated: of each finding the most promising one, then the next of each, until
 * there are enough.
 */
final class Candidates {
  /** More would take longer than anybody waits, and widen the intervals of all. */
  static final int MOST = 4;

  private final Map<Finding, List<Map<String, Object>>> byFinding = new LinkedHashMap<>();
  private final Set<Map<String, Object>> halved = new LinkedHashSet<>();

  Candidates(List<Finding> findings, FasterStep faster) {
    List<List<Map<String, Object>>> wanted = new ArrayList<>();
    for (Finding finding : findings) {
      List<Map<String, Object>> tries = new ArrayList<>(finding.tries());
      Map<String, Object> half = faster.of(finding);
      if (half != null) {
        tries.add(half);
        halved.add(half);
      }
      wanted.add(tries);
      byFinding.put(finding, new ArrayList<>());
    }
    Set<Map<String, Object>> chosen = new LinkedHashSet<>();
    for (int round = 0; round < MOST; round++) {
      for (int i = 0; i < findings.size(); i++) {
        if (round < wanted.get(i).size()) {
          choose(findings.get(i), wanted.get(i).get(round), chosen);
        }
      }
    }
  }

  private void choose(
      Finding finding, Map<String, Object> change, Set<Map<String, Object>> chosen) {
    if (chosen.contains(change) || chosen.size() < MOST) {
      chosen.add(change);
      byFinding.getOrDefault(finding, new ArrayList<>()).add(change);
    }
  }

  /** The changes of {@code finding}, the most promising first. */
  List<Map<String, Object>> of(Finding finding) {
    return byFinding.getOrDefault(finding, List.of());
  }

  /** What {@code change} is, if its keys do not say it; null if they do. */
  @Nullable String note(Map<String, Object> change) {
    return halved.contains(change) ? "as if this step took half as long" : null;
  }

  /** All of them, each once. */
  Set<Map<String, Object>> all() {
    Set<Map<String, Object>> all = new LinkedHashSet<>();
    byFinding.values().forEach(all::addAll);
    return all;
  }
}
