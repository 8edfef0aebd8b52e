package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.ExitCause;
import headroom.model.go.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * The first thing that ends the process, and with it the replication, and the goroutines at that
 * moment.
 */
final class ExitReport {
  private final HeadroomSimulator simulator;
  private final Population population;
  private @Nullable ProcessExit exit;

  ExitReport(HeadroomSimulator simulator, Population population) {
    this.simulator = simulator;
    this.population = population;
  }

  @Nullable ProcessExit exit() {
    return exit;
  }

  void report(ExitCause cause) {
    if (exit == null) {
      exit = new ProcessExit(cause, simulator.now(), population.byWaitReason());
      simulator.finish();
    }
  }
}
