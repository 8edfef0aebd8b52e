package headroom.model.service;

import org.jspecify.annotations.Nullable;

/** The sequence of requests, for a generator goroutine that sends them itself. */
public interface RequestSource {
  /** What {@link #nextArrivalNs} says when no more requests come. */
  long NEVER = Long.MAX_VALUE;

  /** The intended arrival of the next request, ns. */
  long nextArrivalNs();

  /** The next request; null when no more come. */
  @Nullable Request take();
}
