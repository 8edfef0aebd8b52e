package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.workload.program.DrawPaths;
import headroom.model.workload.program.Interpreter;
import headroom.model.workload.program.ProgramRun;
import org.jspecify.annotations.Nullable;

/**
 * A goroutine that serves requests: one after the other from the job channel, or a single one and
 * ends.
 */
final class Worker implements GoroutineBody {
  private final Service service;
  private final ProgramRun run;
  private @Nullable Request request;

  Worker(Service service, Interpreter interpreter) {
    this.service = service;
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
        DrawPaths.ofAttempt(serving.index, serving.attempt),
        serving.traceRow,
        service.deadlineNs(serving.arrivalNs));
    return service.chargesWorkers() ? service.overheadNs(serving, run) : 0;
  }
}
