package headroom.measure;

import java.io.IOException;

/** An experiment cannot be measured here, for a reason that the user can understand. */
public final class MeasurementException extends IOException {
  private static final long serialVersionUID = 1;

  /** With a reason in words. */
  public MeasurementException(String words) {
    super(words);
  }

  /** With a reason in words, and what it follows from. */
  public MeasurementException(String words, IOException cause) {
    super(words, cause);
  }
}
