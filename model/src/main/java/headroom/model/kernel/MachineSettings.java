package headroom.model.kernel;

/**
 * The machine.
 *
 * @param cores hardware threads the process may run on, at least 1
 */
public record MachineSettings(int cores) {}
