package headroom.model.kernel;

/** How many of all cores run a thread. */
final class RunningCores {
  int count;
}
