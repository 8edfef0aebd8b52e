package headroom.model.client;

import headroom.model.engine.Appointment;
import headroom.model.engine.EventLayer;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.service.Request;
import headroom.model.service.Service;
import headroom.model.service.ServiceObserver;
import headroom.model.workload.Arrivals;
import headroom.model.workload.program.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients: they wait for answers, give attempts up, ask again, and in a closed loop think
 * before they ask. Clients that wait for ever and never ask twice cost no event. An attempt that
 * its client has given up stays with the server, which goes on with it.
 *
 * <p>A rejection reaches the client after the delivery of a message; the answer to a request counts
 * from its completion at the server.
 */
public final class Clients implements ServiceObserver, EventLayer {
  /** Where requests take their classes from. */
  public interface Classes {
    /** The class of request {@code index}. */
    int draw(long index);
  }

  /** A client's timeout, think time or backoff ends; subject: the number of its call. */
  private static final int CALL = EventOrder.ARRIVAL;

  private final ClientSettings settings;
  private final Arrivals.@Nullable ClosedLoop loop;
  private final HeadroomSimulator simulator;
  private final ServiceObserver serverSide;
  private final ClientObserver clientSide;
  private final KeyedStream backoffs;
  private final KeyedStream thinking;
  private final RetryBudget budget;
  private final long deliveryNs;
  private final long endNs;
  private final boolean patient;
  private final List<ClientCall> calls = new ArrayList<>();
  private final ArrayDeque<ClientCall> over = new ArrayDeque<>();
  private @Nullable Service service;
  private @Nullable Classes classes;
  private long issued;

  /**
   * Times that are not of the clients' choosing.
   *
   * @param deliveryNs of a message between a client and the server
   * @param endNs when they ask no more
   */
  public record Times(long deliveryNs, long endNs) {}

  /** Who is told of what the server does, and who of what the clients do. */
  public record Observers(ServiceObserver server, ClientObserver clients) {}

  /** The draws of waits before a retry, and of thoughts before a request. */
  public record Draws(KeyedStream backoffs, KeyedStream thinking) {}

  /**
   * Clients that have not begun.
   *
   * @param loop the closed loop; null if requests arrive from elsewhere
   * @param times how long messages take, and when the clients stop to ask
   */
  public Clients(
      ClientSettings settings,
      Arrivals.@Nullable ClosedLoop loop,
      HeadroomSimulator simulator,
      Observers observers,
      Draws draws,
      Times times) {
    this.settings = settings;
    this.loop = loop;
    this.simulator = simulator;
    serverSide = observers.server();
    clientSide = observers.clients();
    backoffs = draws.backoffs();
    thinking = draws.thinking();
    deliveryNs = times.deliveryNs();
    endNs = times.endNs();
    budget = new RetryBudget(settings.retryBudget());
    patient =
        loop == null && settings.timeoutNs() == ClientSettings.NONE && settings.retries() == 0;
  }

  /** The server they ask, and where classes come from. */
  public void attach(Service itsService, Classes itsClasses) {
    service = itsService;
    classes = itsClasses;
  }

  /** The users of a closed loop begin to think. */
  public void start() {
    if (loop != null) {
      for (int user = 0; user < loop.users(); user++) {
        ClientCall call = newCall(user);
        calls.add(call);
        think(call, loop, 0);
      }
    }
  }

  @Override
  public boolean handle(int kind, int subject) {
    if (kind != CALL) {
      return false;
    }
    ClientCall call = calls.get(subject);
    if (call.next.comes()) {
      switch (call.state) {
        case THINKING -> beginRequest(call);
        case BACKING_OFF -> ask(call);
        case ASKING -> giveUp(call);
        case OVER -> {}
      }
    }
    return true;
  }

  @Override
  public void arrived(Request attempt, long nowNs) {
    serverSide.arrived(attempt, nowNs);
    if (attempt.attempt > 0) {
      clientSide.retried(attempt);
      return;
    }
    clientSide.issued(attempt);
    budget.deposit();
    if (!patient && attempt.call == Request.NO_CALL) {
      remember(attempt);
    }
  }

  @Override
  public void rejected(Request attempt, long nowNs) {
    serverSide.rejected(attempt, nowNs);
    if (patient) {
      clientSide.refused(attempt, nowNs);
    } else if (attempt.call != Request.NO_CALL) {
      ClientCall call = calls.get(attempt.call);
      if (!retry(call, nowNs + deliveryNs)) {
        clientSide.refused(attempt, nowNs);
        end(call, nowNs + deliveryNs);
      }
    }
  }

  @Override
  public void withdrawn(Request attempt, long nowNs) {
    serverSide.withdrawn(attempt, nowNs);
  }

  @Override
  public void answered(long arrivalNs, long nowNs) {
    serverSide.answered(arrivalNs, nowNs);
  }

  @Override
  public void started(Request attempt, long nowNs) {
    serverSide.started(attempt, nowNs);
  }

  @Override
  public void completed(Request attempt, Goroutine worker, long nowNs) {
    serverSide.completed(attempt, worker, nowNs);
    if (patient) {
      clientSide.succeeded(attempt, worker, nowNs);
    } else if (attempt.call == Request.NO_CALL) {
      clientSide.wasted(attempt, nowNs);
    } else {
      clientSide.succeeded(attempt, worker, nowNs);
      end(calls.get(attempt.call), nowNs + deliveryNs);
    }
  }

  @Override
  public void failed(Request attempt, Goroutine worker, Failure failure, long nowNs) {
    serverSide.failed(attempt, worker, failure, nowNs);
    if (patient) {
      clientSide.timedOut(attempt, failure, nowNs);
    } else if (attempt.call != Request.NO_CALL) {
      ClientCall call = calls.get(attempt.call);
      if (!retry(call, nowNs + deliveryNs)) {
        clientSide.timedOut(attempt, failure, nowNs);
        end(call, nowNs + deliveryNs);
      }
    }
  }

  private void beginRequest(ClientCall call) {
    if (call.arrivalNs >= endNs || classes == null) {
      call.state = ClientCall.State.OVER;
      return;
    }
    call.index = issued++;
    call.classIndex = classes.draw(call.index);
    call.traceRow = -1;
    call.firstArrivalNs = call.arrivalNs;
    call.attempt = 0;
    ask(call);
  }

  /** A request has come from elsewhere whose client is not a user of a closed loop. */
  private void remember(Request first) {
    ClientCall call = over.pollLast();
    if (call == null) {
      call = newCall(calls.size());
      calls.add(call);
    }
    call.index = first.index;
    call.classIndex = first.classIndex;
    call.traceRow = first.traceRow;
    call.firstArrivalNs = first.arrivalNs;
    call.arrivalNs = first.arrivalNs;
    call.attempt = 0;
    await(call, first);
  }

  private void ask(ClientCall call) {
    Service asked = service;
    if (asked == null) {
      throw new IllegalStateException("clients without a server");
    }
    Request attempt = asked.newRequest();
    attempt.index = call.index;
    attempt.classIndex = call.classIndex;
    attempt.traceRow = call.traceRow;
    attempt.firstArrivalNs = call.firstArrivalNs;
    attempt.arrivalNs = call.arrivalNs;
    attempt.attempt = call.attempt;
    await(call, attempt);
    asked.arriveFromPeer(attempt);
  }

  private void await(ClientCall call, Request attempt) {
    call.open = attempt;
    attempt.call = call.number;
    call.state = ClientCall.State.ASKING;
    call.next.cancel();
    if (settings.timeoutNs() != ClientSettings.NONE) {
      plan(call, call.arrivalNs + settings.timeoutNs());
    }
  }

  private void giveUp(ClientCall call) {
    Request attempt = call.open;
    if (attempt == null) {
      throw new IllegalStateException("nothing to give up");
    }
    attempt.call = Request.NO_CALL;
    long now = simulator.now();
    if (!retry(call, now)) {
      clientSide.timedOut(attempt, null, now);
      end(call, now);
    }
    if (service != null) {
      service.givenUp(attempt);
    }
  }

  /** Asks again after the backoff, counted from {@code fromNs}; false if the client may not. */
  private boolean retry(ClientCall call, long fromNs) {
    if (call.attempt >= settings.retries() || !budget.withdraw()) {
      return false;
    }
    call.attempt++;
    double meanFactor = StrictMath.pow(settings.backoffFactor(), call.attempt - 1.0);
    Distribution backoff = settings.backoff();
    long drawnNs = backoff.sample(backoffs.at(call.index, call.attempt));
    call.open = null;
    call.state = ClientCall.State.BACKING_OFF;
    call.arrivalNs = fromNs + Math.round(Math.max(0, drawnNs) * meanFactor);
    plan(call, call.arrivalNs + deliveryNs);
    return true;
  }

  private void end(ClientCall call, long knownNs) {
    call.open = null;
    call.next.cancel();
    if (loop == null) {
      call.state = ClientCall.State.OVER;
      over.addLast(call);
    } else {
      think(call, loop, knownNs);
    }
  }

  private void think(ClientCall call, Arrivals.ClosedLoop itsLoop, long fromNs) {
    long thinkNs = itsLoop.think().sample(thinking.at(call.number, (int) call.round++));
    call.state = ClientCall.State.THINKING;
    call.arrivalNs = fromNs + Math.max(0, thinkNs);
    plan(call, call.arrivalNs + deliveryNs);
  }

  private void plan(ClientCall call, long timeNs) {
    call.next.plan(Math.max(timeNs, simulator.now()));
  }

  private ClientCall newCall(int number) {
    return new ClientCall(number, new Appointment(simulator, CALL, number));
  }
}
