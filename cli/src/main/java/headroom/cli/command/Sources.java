package headroom.cli.command;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.file.SweptKey;
import java.util.List;

/** Reads what the user names as FILE: a path, or {@code -} for standard input. */
final class Sources {
  private static final String STANDARD_INPUT = "-";

  private Sources() {}

  static LoadedExperiment read(String file, List<Setting> settings, List<SweptKey> axes)
      throws InvalidExperimentException {
    return ExperimentReader.read(source(file), settings, axes);
  }

  static ExperimentSource source(String file) throws InvalidExperimentException {
    return file.equals(STANDARD_INPUT)
        ? ExperimentSource.ofStandardInput(System.in)
        : ExperimentSource.of(Verbs.path(file));
  }

  /** What {@code file} is called in a sentence. */
  static String shown(String file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file;
  }
}
