package headroom.experiments.result;

/** What a plan says. */
public sealed interface Planned extends Answer permits PlanResult, ChoiceResult {
  /** The load that was asked about, as a multiple of what the file says. */
  double asked();

  /** Whether the SLO is met there: as it is, or by the chosen setting. */
  boolean met();
}
