package headroom.experiments.notes;

/**
 * A remark on an experiment that runs as it is, but whose settings are probably not meant.
 *
 * @param key the key of the file that it is about, such as {@code server.workers}
 * @param message a sentence with its numbers, without its end
 */
public record Note(Rule rule, String key, String message) {
  /** What it is about; of each there is one in a scenario, or one a resource or step. */
  public enum Rule {
    THREADS_OVER_CORES,
    THREADS_OVER_QUOTA,
    WORKERS,
    MEMORY,
    CORES,
    CONNECTIONS,
    IDLE_CONNECTIONS,
    LOCKS,
    CONSUMERS,
    TIME_LIMITS,
    RETRIES
  }
}
