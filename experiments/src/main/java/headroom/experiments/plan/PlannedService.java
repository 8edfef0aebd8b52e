package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.file.InvalidExperimentException;
import java.util.Map;

/** An experiment whose settings are still open. */
@FunctionalInterface
public interface PlannedService {
  /** The experiment with {@code settings}, by key path, as written in a file. */
  Experiment at(Map<String, Object> settings) throws InvalidExperimentException;
}
