package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.workload.program.DrawPaths;
import headroom.model.workload.program.ProgramRun;
import org.jspecify.annotations.Nullable;

/**
 * The goroutine of a connection: reads a request when its own socket is readable, parses it, hands
 * it to the workers or takes its steps itself, answers, and reads the next. While a handler runs,
 * another goroutine reads on, to notice that the client goes; it has to end before the next
 * request. Source: {@code net/http/server.go:conn.serve}, {@code startBackgroundRead}, {@code
 * abortPendingRead}. Approximate: the handler is done with the request's body before its steps
 * begin; a client that has gone does not cancel the request's context; the CPU after the answer is
 * charged before it.
 */
final class Connection implements GoroutineBody {
  /** What comes next. */
  private enum Stage {
    READ,
    ALLOCATE,
    HANDLE,
    OFFER,
    STEPS,
    ANSWER,
    WRITE,
    END
  }

  /** Number of the connection, the subject of its events. */
  final int number;

  /** From when on the client can send. */
  long sendableNs;

  private final Service service;
  private final HttpFront front;
  private final Goroutine goroutine;
  private final BackgroundRead background;
  private final ProgramRun run;
  private Stage stage = Stage.READ;
  private boolean reading;
  private boolean closed;

  /** What the client has sent and nobody has read. */
  private @Nullable Request socket;

  private boolean readable;

  /** What is being handled; null when it is with the workers. */
  private @Nullable Request request;

  private boolean refused;
  private long arrivalNs;
  private long answerNs;

  Connection(int number, Service service, HttpFront front) {
    this.number = number;
    this.service = service;
    this.front = front;
    goroutine = service.scheduler().newGoroutine(this);
    background = new BackgroundRead(service.scheduler(), goroutine);
    run = service.newRun();
  }

  /** A client has opened it, and its goroutine waits for the first request. */
  void open() {
    closed = false;
    reading = true;
    stage = Stage.READ;
    service.scheduler().bornParked(goroutine, WaitReason.IO_WAIT);
  }

  boolean isOpen() {
    return !closed;
  }

  /** The client has closed it; its goroutine ends when it would read again. */
  void closeByClient() {
    closed = true;
  }

  /** The client sends {@code next}. */
  void carries(Request next) {
    next.connection = this;
    socket = next;
  }

  /** What the client has sent is there. */
  void readable() {
    readable = true;
    if (reading) {
      reading = false;
      service.scheduler().network().ready(goroutine);
    }
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      Action action =
          switch (stage) {
            case READ -> read(self);
            case ALLOCATE -> allocate(self);
            case HANDLE -> handle();
            case OFFER -> offer(self);
            case STEPS -> takeSteps(self);
            case ANSWER -> compute(self, Stage.WRITE, answerNs);
            case WRITE -> write(self);
            case END -> end(self);
          };
      if (action != null) {
        return action;
      }
    }
  }

  private @Nullable Action read(Goroutine self) {
    Request next = socket;
    if (closed && next == null) {
      front.buried(this);
      return Action.EXIT;
    }
    if (next == null || !readable) {
      reading = true;
      service.scheduler().park(self, WaitReason.IO_WAIT);
      return Action.PARK;
    }
    socket = null;
    readable = false;
    request = next;
    refused = false;
    arrivalNs = next.arrivalNs;
    if (!service.keepsWorkers()) {
      service.started(next, self);
    }
    run.begin(
        service.program(next),
        DrawPaths.ofAttempt(next.index, next.attempt),
        next.traceRow,
        service.keepsWorkers() ? ProgramRun.NO_DEADLINE : service.deadlineNs(next.arrivalNs));
    long overheadNs = service.overheadNs(next, run);
    long readNs = service.readNs(overheadNs);
    answerNs = overheadNs - readNs;
    return compute(self, Stage.ALLOCATE, readNs);
  }

  private @Nullable Action allocate(Goroutine self) {
    stage = Stage.HANDLE;
    return service.allocateForHttp(self);
  }

  private @Nullable Action handle() {
    background.start();
    stage = service.keepsWorkers() ? Stage.OFFER : Stage.STEPS;
    return null;
  }

  private @Nullable Action offer(Goroutine self) {
    Request offered = handled();
    stage = Stage.ANSWER;
    if (service.jobs().trySend(offered)) {
      return null;
    }
    if (service.refusesWhenFull()) {
      refused = true;
      return null;
    }
    service.jobs().parkSender(self, offered);
    return Action.PARK;
  }

  private @Nullable Action takeSteps(Goroutine self) {
    Action action = run.resume(self);
    if (action == null) {
      stage = Stage.ANSWER;
    }
    return action;
  }

  private @Nullable Action write(Goroutine self) {
    Request handled = handled();
    if (handled.connection == this) { // otherwise the worker was faster, and it is another one now
      handled.connection = null;
    }
    request = null;
    stage = Stage.END;
    service.answered(arrivalNs);
    if (refused) {
      service.refused(handled);
    } else if (!service.keepsWorkers()) {
      service.ended(handled, self, run.failure());
    }
    if (!closed) {
      front.answered(this);
    }
    return null;
  }

  private Action end(Goroutine self) {
    stage = Stage.READ;
    background.abort();
    service.scheduler().park(self, WaitReason.COND_WAIT);
    return Action.PARK;
  }

  private @Nullable Action compute(Goroutine self, Stage next, long ns) {
    stage = next;
    if (ns == 0) {
      return null;
    }
    self.demandNs = ns;
    return Action.COMPUTE;
  }

  private Request handled() {
    Request handled = request;
    assert handled != null : "nothing is handled";
    return handled;
  }
}
