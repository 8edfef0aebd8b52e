package headroom.model.go.collector;

/**
 * Told that the world has stopped for a cycle, before it begins to mark: what is dropped now, the
 * cycle does not find. Source: {@code runtime/mgc.go:gcStart}, {@code clearpools}.
 */
@FunctionalInterface
public interface CycleStartListener {
  /** A cycle starts. */
  void cycleStarts();
}
