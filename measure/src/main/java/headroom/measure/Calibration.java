package headroom.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operations of Go and of the kernel cost on this machine, as a Go program has measured them.
 *
 * @param go its version
 * @param kernel version of Linux
 * @param cores of this machine
 * @param otherCores CPU of other programs meanwhile
 * @param stealShare time that the hypervisor took from this machine, share of all
 * @param constants the costs, in the order in which they were measured
 */
public record Calibration(
    String go,
    String kernel,
    int cores,
    @JsonProperty("other_cores") double otherCores,
    @JsonProperty("steal_share") double stealShare,
    List<Constant> constants) {
  /** The program measures for less than a minute. */
  private static final long MOST_S = 180;

  /** Above this share of the machine other programs or the hypervisor disturb what is measured. */
  private static final double DISTURBED = 0.02;

  public Calibration {
    constants = List.copyOf(constants);
  }

  /**
   * One cost.
   *
   * @param key as the profile names it
   * @param value the estimate
   * @param least of the repeats
   * @param most of the repeats
   * @param unit {@code ns}, or {@code 1} of a plain number
   * @param how it was measured, in words
   */
  public record Constant(
      String key, double value, double least, double most, String unit, String how) {
    /** Repeats that lie further apart than this say nothing, most over least. */
    private static final double FARTHEST = 2;

    /** Whether the repeats agree well enough to go by their median. */
    public boolean isSure() {
      return least > 0 && most <= FARTHEST * least;
    }
  }

  /**
   * Measures this machine.
   *
   * @param directory for the program; empty
   * @throws MeasurementException if there is no Go, or something could not be measured
   */
  public static Calibration measure(Path directory) throws IOException, InterruptedException {
    GoProgram probe = GoProgram.build(GoSources.PROBE, directory);
    return parse(probe.run(directory, MOST_S, List.of()));
  }

  /** Reads what the program prints. */
  static Calibration parse(String json) throws MeasurementException {
    JsonMapper mapper =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    try {
      return mapper.readValue(json, Calibration.class);
    } catch (JacksonException e) {
      throw new MeasurementException(
          "the measuring program printed something else", new IOException(e));
    }
  }

  /** Whether anything but the measurement has used this machine. */
  public boolean isDisturbed() {
    return otherCores > DISTURBED * cores || stealShare > DISTURBED;
  }
}
