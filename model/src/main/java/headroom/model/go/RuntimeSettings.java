package headroom.model.go;

/**
 * Settings of the Go runtime, effective values.
 *
 * @param version for instance "1.26"
 * @param gomaxprocs the number of Ps, at least 1
 */
public record RuntimeSettings(String version, int gomaxprocs) {}
