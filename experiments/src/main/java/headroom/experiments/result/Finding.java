package headroom.experiments.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a service.
 *
 * @param id of its {@link FailureMode}; a later version may know others
 * @param evidence the figures that show it, in words, those of Go by their names there
 * @param advice what to change, in sentences
 * @param subject the resource or the step that it is about, as in {@code by_resource} or {@code
 *     by_step}; null if it is the whole process
 * @param share how much it explains, 0 to 1: of a cause, part of the time of the slowest 1 % and of
 *     the requests that are lost; of overload, rejections, timeouts and failures, part of the
 *     requests that end so
 * @param changes settings to try, the most promising first, each by key of the experiment file;
 *     null if there is none
 */
public record Finding(
    String id,
    Severity severity,
    String evidence,
    String advice,
    @Nullable String subject,
    double share,
    @Nullable List<Map<String, Object>> changes) {
  public Finding {
    share = Figures.rounded(share);
    changes = changes == null ? null : changes.stream().map(Figures::inOrder).toList();
  }

  /** How much it matters. */
  public enum Severity implements JsonWord {
    /** It explains much of what is slow or lost, and that harms. */
    HIGH,
    /** It explains much, or harms. */
    MEDIUM,
    /** Worth knowing. */
    LOW
  }

  /** What is wrong, as part of a sentence. */
  public String title() {
    FailureMode mode = FailureMode.of(id);
    return mode == null ? id.replace('-', ' ') : mode.title();
  }

  /** Settings to try; empty if there is none. */
  public List<Map<String, Object>> tries() {
    return changes == null ? List.of() : changes;
  }
}
