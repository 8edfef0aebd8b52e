package headroom.model.service;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A net/http server as its clients see it: keep-alive connections, each with one request on its way
 * and a goroutine of the server. A client that gives a request up closes its connection and opens
 * another. Source: {@code net/http/transport.go:Transport.MaxConnsPerHost}. Approximate: all
 * clients share one set of connections; accepting one takes the server nothing, and a client can
 * use it two deliveries after it asked for it.
 */
final class HttpFront implements Front {
  /** A request can be read; subject: number of its connection. */
  private static final int READABLE = EventOrder.ARRIVAL + 2;

  /** An answer reaches its client; subject: number of its connection. */
  private static final int ANSWERED = EventOrder.ARRIVAL + 3;

  private final Service service;
  private final Scheduler scheduler;
  private final HeadroomSimulator simulator;
  private final long deliveryNs;
  private final List<Connection> connections = new ArrayList<>();

  /** Connections whose goroutine has ended, to be used for new ones. */
  private final ArrayDeque<Connection> closed = new ArrayDeque<>();

  private final KeepAlive<Connection, Request> clients = new KeepAlive<>();
  private final int size;

  HttpFront(
      Service service,
      Scheduler scheduler,
      HeadroomSimulator simulator,
      CostProfile costs,
      int size) {
    this.service = service;
    this.scheduler = scheduler;
    this.simulator = simulator;
    this.size = size;
    deliveryNs = costs.ns(Cost.NET_DELIVERY);
  }

  @Override
  public void start() {
    for (int i = 0; i < size && size != ServerSettings.NetHttp.UNLIMITED; i++) {
      open(simulator.now() - deliveryNs);
    }
  }

  @Override
  public void arrive(Request request) {
    Connection connection = clients.take(request);
    if (connection != null) {
      send(connection, request);
      return;
    }
    request.heldNs = Request.STILL_HELD;
    if (size == ServerSettings.NetHttp.UNLIMITED) {
      open(simulator.now() + 2 * deliveryNs);
    }
  }

  /** {@code connection} has answered; the client may use it again when it has the answer. */
  void answered(Connection connection) {
    simulator.schedule(simulator.now() + deliveryNs, ANSWERED, connection.number);
  }

  /** The goroutine of {@code connection}, which its client has closed, has ended. */
  void buried(Connection connection) {
    closed.addLast(connection);
  }

  @Override
  public void givenUp(Request request) {
    Connection connection = request.connection;
    if (connection != null) {
      connection.closeByClient();
      if (size != ServerSettings.NetHttp.UNLIMITED) {
        open(simulator.now() + 2 * deliveryNs);
      }
    } else if (clients.withdraw(request)) {
      service.withdrawn(request);
    }
  }

  @Override
  public boolean handle(int kind, int subject) {
    switch (kind) {
      case READABLE -> connections.get(subject).readable();
      case ANSWERED -> {
        scheduler.network().peerWorks();
        becomesIdle(connections.get(subject));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Opens a connection on which the client can send from {@code fromNs} on. */
  private void open(long fromNs) {
    Connection connection = closed.pollLast();
    if (connection == null) {
      connection = new Connection(connections.size(), service, this);
      connections.add(connection);
    }
    connection.open();
    connection.sendableNs = fromNs;
    offer(connection);
  }

  private void becomesIdle(Connection connection) {
    if (connection.isOpen()) {
      connection.sendableNs = simulator.now();
      offer(connection);
    }
  }

  private void offer(Connection connection) {
    Request next = clients.free(connection);
    if (next != null) {
      send(connection, next);
    }
  }

  /**
   * Sends {@code request}, whose arrival is now unless its client sends it only when it may use the
   * connection.
   */
  private void send(Connection connection, Request request) {
    long now = simulator.now();
    long readableNs = Math.max(now, connection.sendableNs + deliveryNs);
    request.heldNs = readableNs - request.arrivedNs;
    connection.carries(request);
    if (readableNs == now) {
      connection.readable();
    } else {
      simulator.schedule(readableNs, READABLE, connection.number);
    }
  }
}
