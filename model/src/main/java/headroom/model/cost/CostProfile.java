package headroom.model.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A value for every {@link Cost}. Immutable. */
public final class CostProfile {
  private final String name;
  private final double[] values;

  private CostProfile(String name, double[] values) {
    this.name = name;
    this.values = values;
  }

  /** The names of the built-in profiles; the first is the default. */
  public static final List<String> NAMES = List.of("linux", "reference", "ideal");

  /** A plain server with a stock kernel, which nothing else uses; its clients are elsewhere. */
  public static CostProfile linux() {
    return new CostProfile("linux", Stream.of(Cost.values()).mapToDouble(Cost::linux).toArray());
  }

  /** The machine of the reference runs, with the load generator that shares it. */
  public static CostProfile reference() {
    return new CostProfile(
        "reference", Stream.of(Cost.values()).mapToDouble(Cost::reference).toArray());
  }

  /** Every cost zero, readiness noticed at once, timers exact, no preemption. */
  public static CostProfile ideal() {
    return new CostProfile("ideal", Stream.of(Cost.values()).mapToDouble(Cost::ideal).toArray());
  }

  /** The built-in profile of that name, if there is one. */
  public static Optional<CostProfile> named(String name) {
    return switch (name) {
      case "linux" -> Optional.of(linux());
      case "reference" -> Optional.of(reference());
      case "ideal" -> Optional.of(ideal());
      default -> Optional.empty();
    };
  }

  /**
   * This profile with one value changed.
   *
   * @throws IllegalArgumentException if the value is negative or not finite
   */
  public CostProfile with(Cost cost, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(cost.key() + " must be 0 or more, not " + value);
    }
    double[] changed = values.clone();
    changed[cost.ordinal()] = value;
    return new CostProfile(name, changed);
  }

  /** The same values under another name. */
  public CostProfile renamed(String newName) {
    return new CostProfile(newName, values);
  }

  /** The profile's name. */
  public String name() {
    return name;
  }

  /** The value of {@code cost} in its unit. */
  public double value(Cost cost) {
    return values[cost.ordinal()];
  }

  /** The value of {@code cost}, rounded to whole nanoseconds. */
  public long ns(Cost cost) {
    return Math.round(values[cost.ordinal()]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CostProfile that
        && name.equals(that.name)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(values);
  }
}
