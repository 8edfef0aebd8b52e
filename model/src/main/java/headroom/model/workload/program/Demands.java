package headroom.model.workload.program;

import headroom.model.random.KeyedStream;
import headroom.model.workload.TraceTable;
import org.jspecify.annotations.Nullable;

/**
 * Where what steps ask for comes from.
 *
 * @param drawn the stream of all draws
 * @param trace what was recorded; null if everything is drawn
 */
public record Demands(KeyedStream drawn, @Nullable TraceTable trace) {
  /** The name of that stream in a replication. */
  public static final String STREAM = "demand";
}
