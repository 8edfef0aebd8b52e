package headroom.experiments.result;

import headroom.experiments.result.PointResult.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the P99 hangs on: the content of {@code sensitivity.json}.
 *
 * @param schema version of the format: 1
 * @param p99Ms of the experiment as it is
 * @param numbers those of the file, what moves the P99 most first, those that only change in coarse
 *     steps last
 * @param speedUps of each step, as if it were faster; what gains most first
 * @param simulations replications that were run
 * @param verdict the answer in sentences
 */
public record SensitivityResult(
    int schema,
    String experiment,
    String engine,
    long seed,
    double p99Ms,
    List<Knob> numbers,
    List<SpeedUp> speedUps,
    long simulations,
    List<String> verdict)
    implements Answer {
  /** A change of more than twice what was asked for is coarse. */
  private static final double COARSE = 0.2;

  public SensitivityResult {
    p99Ms = Figures.rounded(p99Ms);
    numbers = List.copyOf(numbers);
    speedUps = List.copyOf(speedUps);
    verdict = List.copyOf(verdict);
  }

  /**
   * A number of the file.
   *
   * @param key path of the value that holds it
   * @param name of the number
   * @param value as the file has it
   * @param less with a tenth less of it; null if the file does not allow that
   * @param more with a tenth more
   */
  public record Knob(
      String key, String name, String value, @Nullable Effect less, @Nullable Effect more) {
    /** The most by which it moves the P99, relative. */
    public double swing() {
      return Math.max(
          less == null ? 0 : Math.abs(less.p99Change()),
          more == null ? 0 : Math.abs(more.p99Change()));
    }

    /** Whether it could not be changed by about a tenth, as two cores cannot. */
    public boolean coarse() {
      return (less != null && Math.abs(less.change()) > COARSE + 1e-9)
          || (more != null && Math.abs(more.change()) > COARSE + 1e-9);
    }

    /** Whether the P99 moves by more than chance. */
    public boolean matters() {
      return (less != null && less.matters()) || (more != null && more.matters());
    }
  }

  /**
   * What became of the P99.
   *
   * @param value the number as it was tried
   * @param change of the number, relative
   * @param p99Ms all replications together
   * @param p99Change of the P99, relative, replication by replication
   * @param ci95 interval of that; null if there is none
   * @param steady whether the run settled: if not, it has no P99 that lasts
   */
  public record Effect(
      String value,
      double change,
      double p99Ms,
      double p99Change,
      @Nullable Interval ci95,
      boolean steady) {
    public Effect {
      change = Figures.rounded(change);
      p99Ms = Figures.rounded(p99Ms);
      p99Change = Figures.rounded(p99Change);
    }

    /** Whether the P99 moves by more than chance. */
    public boolean matters() {
      if (!steady || ci95 == null) {
        return p99Change != 0;
      }
      return ci95.low() > 0 || ci95.high() < 0;
    }
  }

  /**
   * A step that is made faster, and nothing else.
   *
   * @param key path of its time
   * @param step its name
   * @param value its time, as the file has it
   * @param faster by 10, 25 and 50 %
   */
  public record SpeedUp(String key, String step, String value, List<Effect> faster) {
    public SpeedUp {
      faster = List.copyOf(faster);
    }

    /** What the P99 gains by half of the time, relative; more is better. */
    public double gain() {
      return -faster.get(faster.size() - 1).p99Change();
    }
  }

  /** The same figures with the answer in sentences. */
  public SensitivityResult withVerdict(List<String> sentences) {
    return new SensitivityResult(
        schema, experiment, engine, seed, p99Ms, numbers, speedUps, simulations, sentences);
  }
}
