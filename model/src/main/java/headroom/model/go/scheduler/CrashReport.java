package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Crash;
import org.jspecify.annotations.Nullable;

/** The first thing that ends the process, in the runtime's words. */
final class CrashReport {
  private final HeadroomSimulator simulator;
  private final Population population;
  private @Nullable Crash crash;

  CrashReport(HeadroomSimulator simulator, Population population) {
    this.simulator = simulator;
    this.population = population;
  }

  @Nullable Crash crash() {
    return crash;
  }

  /** Source: {@code proc.go:checkmcount}. */
  void threadsExhausted() {
    report("runtime: program exceeds 10000-thread limit\nfatal error: thread exhaustion");
  }

  /** Source: {@code proc.go:checkdead}. */
  void deadlock() {
    report("fatal error: all goroutines are asleep - deadlock!");
  }

  void report(String message) {
    if (crash == null) {
      crash = new Crash(message, simulator.now(), population.byWaitReason());
    }
  }
}
