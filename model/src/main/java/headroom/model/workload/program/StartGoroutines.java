package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts goroutines, and waits for them or does not. Starting one costs CPU, charged in bunches so
 * that the first ones may run elsewhere while the last ones are started.
 */
final class StartGoroutines extends Instruction {
  /** Goroutines that start at one instant at most: 10 us of the starter's time. */
  private static final int BUNCH = 32;

  private final Demand count;
  private final List<Program> branches;
  private final boolean join;
  private final long spawnCpuNs;
  private final long newCpuNs;

  StartGoroutines(
      Demand count, List<Program> branches, boolean join, long spawnCpuNs, long newCpuNs) {
    this.count = count;
    this.branches = branches;
    this.join = join;
    this.spawnCpuNs = spawnCpuNs;
    this.newCpuNs = newCpuNs;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long perBranch = Math.max(0, count.next(run));
    run.spawning()
        .begin(
            self, Math.toIntExact(perBranch * branches.size()), join, count.site(), count.rounds());
    return startSome(run, self);
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    return startSome(run, self);
  }

  private @Nullable Action startSome(ProgramRun run, Goroutine self) {
    Spawning spawning = run.spawning();
    while (spawning.isUnderWay()) {
      int before = spawning.started();
      int neverAliveBefore = spawning.startSome(self, BUNCH, branches);
      int started = spawning.started() - before;
      long ns = run.cpuNs(started * spawnCpuNs + neverAliveBefore * newCpuNs);
      if (ns > 0) {
        self.demandNs = ns;
        return Action.COMPUTE;
      }
    }
    return spawning.end(self);
  }
}
