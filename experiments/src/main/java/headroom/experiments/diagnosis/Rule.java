package headroom.experiments.diagnosis;

import org.jspecify.annotations.Nullable;

/** Looks for one failure mode. */
@FunctionalInterface
interface Rule {
  /** What it has found; null if the point does not have it. */
  @Nullable Suspect of(DiagnosedPoint point);
}
