package headroom.model.go;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The end of the process by the runtime.
 *
 * @param message what Go prints, one or two lines, the last of which begins with "fatal error: " or
 *     "panic: "
 * @param timeNs when, from the start of the run
 * @param goroutines live goroutines by wait reason, {@link GoroutineState#waitReason}; only reasons
 *     that occur
 */
public record Crash(String message, long timeNs, Map<String, Integer> goroutines) {
  /** Keeps a copy of the counts. */
  public Crash {
    goroutines = Collections.unmodifiableMap(new LinkedHashMap<>(goroutines));
  }
}
