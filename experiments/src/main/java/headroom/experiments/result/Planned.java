package headroom.experiments.result;

import java.util.List;

/** What a plan says. */
public sealed interface Planned permits PlanResult, ChoiceResult {
  /** The load that was asked about, as a multiple of what the file says. */
  double asked();

  /** Whether the SLO is met there: as it is, or by the chosen setting. */
  boolean met();

  /** The answer in sentences. */
  List<String> verdict();
}
