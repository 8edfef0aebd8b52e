package headroom.experiments.result;

import java.util.List;

/** What a verb says of several points, in a file of its own beside the result that holds them. */
public sealed interface Answer
    permits Compared, Explanation, Planned, SensitivityResult, Verification {
  /** The answer in sentences. */
  List<String> verdict();
}
