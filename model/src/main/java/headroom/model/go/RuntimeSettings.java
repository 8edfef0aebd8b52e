package headroom.model.go;

/**
 * Settings of the Go runtime, effective values.
 *
 * @param version for instance "1.26"
 * @param gomaxprocs the number of Ps when the program starts, at least 1
 * @param automatic whether nobody has set it, so that Go may change it
 */
public record RuntimeSettings(String version, int gomaxprocs, boolean automatic) {
  /** A number of Ps that stays. */
  public RuntimeSettings(String version, int gomaxprocs) {
    this(version, gomaxprocs, false);
  }
}
