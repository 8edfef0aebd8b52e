package headroom.experiments.operations;

import org.jspecify.annotations.Nullable;

/**
 * An operation that was measured as a whole.
 *
 * @param name by which a step {@code op} asks for it
 * @param alias the name with the number of Ps, as {@code go test} prints it; null if it has none
 * @param instead why it is no {@code op} and what stands for it; null if it computes and allocates
 *     and waits for nobody
 * @param note on how it was measured; may be empty
 */
public record Operation(
    String name,
    @Nullable String alias,
    Origin origin,
    Figures figures,
    @Nullable String instead,
    String note) {

  /** Where the figures come from. */
  public enum Origin {
    /** The catalogue: another machine. */
    CATALOGUE,
    /** A file that {@code go test -bench} wrote. */
    BENCHMARK,
    /** The experiment file says them. */
    DEFINED
  }

  /**
   * What one execution takes.
   *
   * @param ns CPU in the median, its allocation and the loop of the benchmark included
   * @param lowNs of a 95 % interval of the median, or the least of few samples
   * @param highNs of the same interval, or the most
   * @param bytes allocated; NaN if nobody has measured that
   * @param objects allocated; {@code go test} rounds down
   * @param pointers share of the objects that consist of pointers; null if it is not known
   */
  public record Figures(
      double ns,
      double lowNs,
      double highNs,
      double bytes,
      double objects,
      @Nullable Double pointers) {
    /** Figures that were said and not measured here. */
    public static Figures exactly(double ns, double bytes, double objects, double pointers) {
      return new Figures(ns, ns, ns, bytes, objects, pointers);
    }

    /** Whether it is known what is allocated. */
    public boolean knowsAllocation() {
      return !Double.isNaN(bytes);
    }
  }

  /** Whether {@code wanted} means this. */
  public boolean isCalled(String wanted) {
    return name.equals(wanted) || wanted.equals(alias);
  }

  /** Whether a step {@code op} can do it. */
  public boolean isComputed() {
    return instead == null;
  }
}
