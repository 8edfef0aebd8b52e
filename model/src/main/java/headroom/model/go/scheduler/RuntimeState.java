package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.CpuScheduler;

/** What the parts of the scheduler share. Source: {@code runtime/runtime2.go:schedt}. */
record RuntimeState(
    HeadroomSimulator simulator,
    Population population,
    RunQueues queues,
    IdleLists idle,
    SystemMonitor monitor,
    CpuScheduler cpu,
    OsThreads threads,
    WorkConservation conservation) {

  long nowNs() {
    return simulator.now();
  }
}
