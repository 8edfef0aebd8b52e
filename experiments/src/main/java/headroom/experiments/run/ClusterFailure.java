package headroom.experiments.run;

import java.io.Serial;

/** The other machines cannot do the work; the message says why, for the user. */
public final class ClusterFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String words;

  /** A failure that {@code words} explain. */
  public ClusterFailure(String words) {
    super(words);
    this.words = words;
  }

  /** A failure that {@code words} explain and {@code cause} has brought about. */
  public ClusterFailure(String words, Throwable cause) {
    super(words, cause);
    this.words = words;
  }

  /** Why, for the user. */
  public String words() {
    return words;
  }
}
