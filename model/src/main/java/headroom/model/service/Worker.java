package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.workload.program.Interpreter;
import headroom.model.workload.program.ProgramRun;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine that serves requests: one after the other from the job channel, or a single one and
 * ends.
 */
final class Worker implements GoroutineBody {
  /** The step under which the overhead of a request is drawn; steps without a name count from 1. */
  private static final int OVERHEAD_STEP = 0;

  private final Service service;
  private final Interpreter interpreter;
  private final ProgramRun run;
  private @Nullable Request request;

  Worker(Service service, Interpreter interpreter) {
    this.service = service;
    this.interpreter = interpreter;
    run = interpreter.newRun();
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      Request serving = request;
      if (serving == null) {
        serving = take(self);
        if (serving == null) {
          service.jobs().parkReceiver(self);
          return Action.PARK;
        }
        long overheadNs = begin(serving, self);
        if (overheadNs > 0) {
          self.demandNs = overheadNs;
          return Action.COMPUTE;
        }
      }
      Action action = run.resume(self);
      if (action != null) {
        return action;
      }
      service.ended(serving, self, run.failure());
      request = null;
      if (!service.keepsWorkers()) {
        service.buried(self);
        return Action.EXIT;
      }
    }
  }

  private @Nullable Request take(Goroutine self) {
    Request handed = service.jobs().takeHanded(self);
    return handed == null ? service.jobs().tryReceive() : handed;
  }

  /** Begins a request; returns the CPU of its overhead, ns. */
  private long begin(Request serving, Goroutine self) {
    request = serving;
    if (service.keepsWorkers()) {
      service.started(serving, self);
    }
    run.begin(
        service.program(serving),
        serving.index,
        serving.traceRow,
        service.deadlineNs(serving.arrivalNs));
    return interpreter.cpuNs(
        service.overhead().sample(interpreter.draws(serving.index, OVERHEAD_STEP)));
  }
}
