package headroom.cluster;

import java.util.Objects;
import org.apache.spark.util.AccumulatorV2;

/** How far the task of a point is; the executor's heartbeats carry it to the driver. */
final class Furthest extends AccumulatorV2<Advance, Advance> {
  private volatile Advance advance = Advance.NONE;

  @Override
  public boolean isZero() {
    return advance.equals(Advance.NONE);
  }

  @Override
  public AccumulatorV2<Advance, Advance> copy() {
    Furthest copy = new Furthest();
    copy.advance = advance;
    return copy;
  }

  @Override
  public void reset() {
    advance = Advance.NONE;
  }

  /** Called by one thread at a time, whatever thread that is. */
  @Override
  public void add(Advance next) {
    advance = Objects.requireNonNull(next);
  }

  @Override
  public void merge(AccumulatorV2<Advance, Advance> other) {
    advance = advance.orFurther(other.value());
  }

  @Override
  public Advance value() {
    return advance;
  }
}
