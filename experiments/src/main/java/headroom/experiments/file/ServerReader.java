package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;

/** Reads how the service takes requests. */
final class ServerReader {
  private final Section server;
  private final DistributionReader distributions;
  private final Problems problems;

  ServerReader(Section server, DistributionReader distributions, Problems problems) {
    this.server = server;
    this.distributions = distributions;
    this.problems = problems;
  }

  /** What the section says. */
  ServerSettings read() {
    long workers = server.integerOrWord("workers", ServerSettings.UNBOUNDED);
    long queue = server.integerOrWord("queue", ServerSettings.UNLIMITED);
    boolean limited = queue != ServerSettings.UNLIMITED;
    if (server.has("whenFull") && !limited) {
      if (server.has("queue") && server.placeOf("queue").equals(server.place())) {
        problems.error(
            server.placeOf("whenFull"),
            "\"whenFull\" has no meaning with an unlimited queue; set \"queue\" as well");
      } else {
        problems.note(
            server.placeOf("whenFull"), "\"whenFull\" has no effect: the queue is unlimited");
      }
    }
    if (limited && workers == ServerSettings.UNBOUNDED) {
      problems.note(
          server.placeOf("queue"),
          "\"queue\" has no effect: with unbounded workers no request waits in it");
    }
    boolean locked = server.flag("lockOSThread");
    if (locked && workers == ServerSettings.UNBOUNDED) {
      problems.error(
          server.placeOf("lockOSThread"),
          "\"lockOSThread\" needs a number of \"workers\"; with unbounded ones every request"
              + " would start a thread and end it, which is not simulated");
    }
    ServerSettings.WhenFull whenFull =
        server.word("whenFull").equals("reject") && server.has("whenFull")
            ? ServerSettings.WhenFull.REJECT
            : ServerSettings.WhenFull.BLOCK;
    ServerSettings.Accept accept =
        server.word("accept").equals("timer")
            ? ServerSettings.Accept.TIMER
            : ServerSettings.Accept.NETWORK;
    Distribution overhead =
        server.read(
            "overhead",
            text -> distributions.read(text, Quantity.DURATION),
            new Distribution.Constant(0));
    long deadlineNs =
        server.has("deadline") ? server.positiveNs("deadline") : ServerSettings.NO_DEADLINE;
    return new ServerSettings(
        (int) workers, queue, whenFull, overhead, accept, deadlineNs, locked, front(accept));
  }

  private ServerSettings.Front front(ServerSettings.Accept accept) {
    boolean http = server.word("front").equals("http");
    int connections = (int) server.integerOrWord("connections", ServerSettings.NetHttp.UNLIMITED);
    if (!http) {
      YamlText front = server.scalar("front");
      boolean meant = front == null || front.text().equals("acceptor");
      if (server.has("connections") && meant) {
        problems.error(
            server.placeOf("connections"),
            "\"connections\" needs \"front: http\"; an acceptor reads all that has arrived, on"
                + " whatever connection");
      }
      return new ServerSettings.OneAcceptor();
    }
    if (accept == ServerSettings.Accept.TIMER) {
      problems.error(
          server.placeOf("front"),
          "\"front: http\" needs \"accept: network\": with \"accept: timer\" the process"
              + " generates the requests itself, and nothing comes over connections");
    }
    if (server.placeOf("overhead").equals(server.place())) {
      problems.note(
          server.placeOf("front"),
          "\"overhead\" is not set; net/http takes about 35us of CPU for a request, 100us"
              + " among other code");
    }
    return new ServerSettings.NetHttp(connections);
  }
}
