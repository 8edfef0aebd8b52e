package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The goroutine that accepts requests: it reads them from a socket, on which it parks when there
 * are none, or it is a generator inside the process that sleeps until the next one is due and then
 * sends all that are. What it computes is part of {@code server.overhead}, charged to the worker.
 */
final class Acceptor implements GoroutineBody, Front {
  private final Service service;
  private final Scheduler scheduler;
  private final Goroutine goroutine;
  private final @Nullable RequestSource generator;
  private final ArrayDeque<Request> socket = new ArrayDeque<>();
  private boolean parkedOnSocket;

  Acceptor(Service service, Scheduler scheduler, @Nullable RequestSource generator) {
    this.service = service;
    this.scheduler = scheduler;
    this.generator = generator;
    goroutine = scheduler.newGoroutine(this);
  }

  @Override
  public void start() {
    if (generator == null) {
      parkedOnSocket = true;
      scheduler.bornParked(goroutine, WaitReason.IO_WAIT);
    } else {
      scheduler.bornRunnable(goroutine);
    }
  }

  /** A request is in the socket. */
  @Override
  public void arrive(Request request) {
    socket.addLast(request);
    if (parkedOnSocket) {
      parkedOnSocket = false;
      scheduler.network().ready(goroutine);
    }
  }

  /** The request stays with the server. */
  @Override
  public void givenUp(Request request) {}

  @Override
  public boolean handle(int kind, int subject) {
    return false;
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      Request request = generator == null ? socket.pollFirst() : due(generator);
      if (request == null) {
        return waitForMore(self);
      }
      if (!service.handOn(self, request)) {
        service.jobs().parkSender(self, request);
        return Action.PARK;
      }
    }
  }

  private @Nullable Request due(RequestSource source) {
    return source.nextArrivalNs() <= scheduler.now() ? source.take() : null;
  }

  private Action waitForMore(Goroutine self) {
    if (generator == null) {
      parkedOnSocket = true;
      scheduler.park(self, WaitReason.IO_WAIT);
      return Action.PARK;
    }
    long next = generator.nextArrivalNs();
    if (next == RequestSource.NEVER) {
      return Action.EXIT;
    }
    scheduler.sleep(self, next - scheduler.now());
    return Action.PARK;
  }
}
