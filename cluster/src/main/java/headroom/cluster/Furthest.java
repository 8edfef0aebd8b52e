package headroom.cluster;

import java.util.Objects;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/** How far the task of a point is; the executor's heartbeats carry it to the driver. */
final class Furthest extends AccumulatorV2<Advance, Advance> {
  /**
   * Null before the first advance. Spark tells the heartbeat of an accumulator while that is being
   * read, before this field is there ({@code AccumulatorV2.readObject}).
   */
  private volatile @Nullable Advance advance;

  @Override
  public boolean isZero() {
    return value().equals(Advance.NONE);
  }

  @Override
  public AccumulatorV2<Advance, Advance> copy() {
    Furthest copy = new Furthest();
    copy.advance = advance;
    return copy;
  }

  @Override
  public void reset() {
    advance = null;
  }

  /** Called by one thread at a time, whatever thread that is. */
  @Override
  public void add(Advance next) {
    advance = Objects.requireNonNull(next);
  }

  @Override
  public void merge(AccumulatorV2<Advance, Advance> other) {
    advance = value().orFurther(other.value());
  }

  @Override
  public Advance value() {
    Advance latest = advance;
    return latest == null ? Advance.NONE : latest;
  }
}
