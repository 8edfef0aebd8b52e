package headroom.model.go;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The end of a process before its time.
 *
 * @param timeNs when, from the start of the run
 * @param goroutines live goroutines by wait reason, {@link WaitReason#word}, or status; only those
 *     that occur
 */
public record ProcessExit(ExitCause cause, long timeNs, Map<String, Integer> goroutines) {
  /** Keeps a copy of the counts. */
  public ProcessExit {
    goroutines = Collections.unmodifiableMap(new LinkedHashMap<>(goroutines));
  }

  /** What Go prints before the stacks. */
  public String words() {
    return cause.words();
  }
}
