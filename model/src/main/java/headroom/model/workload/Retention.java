package headroom.model.workload;

/** How long objects that a step has allocated are held. */
public sealed interface Retention {
  /** A time that does not end. */
  long FOREVER = Long.MAX_VALUE;

  /** The share {@code share} until the request ends; the others are garbage at once. */
  record ByRequest(double share) implements Retention {}

  /**
   * The share {@code share} for {@code ns} from now on, whatever becomes of the request; {@link
   * #FOREVER}: a leak. The others are garbage at once.
   */
  record Lasting(double share, long ns) implements Retention {}

  /**
   * Until the request ends; then they are put into the {@code sync.Pool} named {@code pool}, from
   * which those come that were there.
   */
  record Pooled(String pool) implements Retention {}
}
