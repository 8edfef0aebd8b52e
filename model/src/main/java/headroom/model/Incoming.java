package headroom.model;

import headroom.model.client.Clients;
import headroom.model.cost.Cost;
import headroom.model.engine.EventLayer;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.Streams;
import headroom.model.service.Request;
import headroom.model.service.RequestSource;
import headroom.model.service.ServerSettings;
import headroom.model.service.Service;
import headroom.model.workload.ArrivalProcess;
import headroom.model.workload.Arrivals;
import headroom.model.workload.ClassDraws;
import headroom.model.workload.TraceTable;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a replication in order of arrival, each with its class. They come to the server
 * by events, or a generator inside the process takes them.
 */
final class Incoming implements RequestSource, Clients.Classes, EventLayer {
  /** A request arrives; subject: 0. */
  private static final int ARRIVAL = EventOrder.ARRIVAL + 1;

  /** What arrives beside the users of a closed loop. */
  private static final Arrivals NOBODY = new Arrivals.Constant(0);

  private final ArrivalProcess arrivals;
  private final ClassDraws classes;
  private final @Nullable TraceTable trace;
  private final boolean insideTheProcess;
  private final long deliveryNs;
  private final long endNs;
  private final HeadroomSimulator simulator;
  private @Nullable Service service;
  private boolean more;

  Incoming(Scenario scenario, Streams streams, HeadroomSimulator simulator) {
    this.simulator = simulator;
    boolean closed = scenario.arrivals() instanceof Arrivals.ClosedLoop;
    arrivals = ArrivalProcess.of(closed ? NOBODY : scenario.arrivals(), streams);
    classes = ClassDraws.of(scenario.classes(), streams);
    trace = scenario.arrivals() instanceof Arrivals.Trace replay ? replay.table() : null;
    insideTheProcess = scenario.server().accept() == ServerSettings.Accept.TIMER;
    deliveryNs = insideTheProcess ? 0 : scenario.costs().ns(Cost.NET_DELIVERY);
    endNs = scenario.window().endNs();
    more = arrivals.advance();
  }

  void attach(Service itsService) {
    service = itsService;
  }

  /** From the intended arrival until the socket is readable, ns. */
  long deliveryNs() {
    return deliveryNs;
  }

  /** Whether a generator inside the process sends them. */
  boolean isInsideTheProcess() {
    return insideTheProcess;
  }

  /** Whether another is to come. */
  boolean hasMore() {
    return more;
  }

  void start() {
    if (!insideTheProcess) {
      scheduleArrival();
    }
  }

  @Override
  public boolean handle(int kind, int subject) {
    if (kind != ARRIVAL) {
      return false;
    }
    Request request = take();
    if (request != null && service != null) {
      service.arriveFromPeer(request);
      scheduleArrival();
    }
    return true;
  }

  private void scheduleArrival() {
    if (more) {
      simulator.schedule(arrivals.arrivalNs() + deliveryNs, ARRIVAL, 0);
    }
  }

  /**
   * A run that is given up may leave requests behind that were due in the window and that nobody
   * has seen: their generator is blocked, or they are still on their way. They are in flight.
   */
  void offerUnseen(Clients clients) {
    while (nextArrivalNs() < endNs) {
      Request request = take();
      if (request != null && !insideTheProcess) {
        clients.arrived(request, simulator.now());
      }
    }
  }

  @Override
  public long nextArrivalNs() {
    return more ? arrivals.arrivalNs() : NEVER;
  }

  @Override
  public @Nullable Request take() {
    if (!more || service == null) {
      return null;
    }
    Request request = service.newRequest();
    request.index = arrivals.index();
    request.arrivalNs = arrivals.arrivalNs();
    request.firstArrivalNs = request.arrivalNs;
    if (trace == null) {
      request.classIndex = classes.of(request.index);
    } else {
      request.traceRow = arrivals.traceRow();
      request.classIndex = trace.classIndex()[request.traceRow];
    }
    more = arrivals.advance();
    if (insideTheProcess) {
      service.sent(request);
    }
    return request;
  }

  @Override
  public int draw(long index) {
    return classes.of(index);
  }
}
