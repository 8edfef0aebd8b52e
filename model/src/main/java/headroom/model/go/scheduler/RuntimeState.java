package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.Cpu;

/** What the parts of the scheduler share. Source: {@code runtime/runtime2.go:schedt}. */
record RuntimeState(
    HeadroomSimulator simulator,
    Population population,
    RunQueues queues,
    IdleLists idle,
    SystemMonitor monitor,
    Cpu cpu,
    Machines machines,
    WorkConservation conservation) {

  long nowNs() {
    return simulator.now();
  }
}
