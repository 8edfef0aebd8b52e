package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has found; how severe it is depends on the whole point.
 *
 * @param subject resource or step; null for the whole process
 * @param share how much it explains, as in {@link headroom.experiments.result.Finding}
 * @param changes settings to try, the most promising first
 */
record Suspect(
    FailureMode mode,
    @Nullable String subject,
    double share,
    String evidence,
    String advice,
    List<Map<String, Object>> changes) {}
