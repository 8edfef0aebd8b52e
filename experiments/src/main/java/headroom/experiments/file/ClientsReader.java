package headroom.experiments.file;

import headroom.model.client.ClientSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the clients do: the closed loop of users, timeouts and retries. */
final class ClientsReader {
  private final Section clients;
  private final boolean given;
  private final DistributionReader distributions;
  private final Problems problems;

  ClientsReader(Section file, DistributionReader distributions, Problems problems) {
    this.clients = file.section("clients");
    this.given = file.has("clients");
    this.distributions = distributions;
    this.problems = problems;
  }

  /** The users that take the place of arrivals; null if the file has none. */
  @Nullable Arrivals closedLoop() {
    boolean users = clients.has("users");
    if (users != clients.has("think")) {
      problems.error(
          clients.place(),
          users
              ? "missing key \"think\" in \"clients\": how long users think between requests"
              : "missing key \"users\" in \"clients\": \"think\" is what users do between requests");
    }
    Distribution think = random("think");
    return users ? new Arrivals.ClosedLoop((int) clients.integer("users"), think) : null;
  }

  /** What the clients do beside asking. */
  ClientSettings settings() {
    ClientSettings patient = ClientSettings.PATIENT;
    if (!given) {
      return patient;
    }
    long timeoutNs = clients.has("timeout") ? clients.positiveNs("timeout") : patient.timeoutNs();
    if (!clients.has("retries")) {
      refuseOrNoteWithoutRetries();
      return new ClientSettings(
          timeoutNs, 0, patient.backoff(), patient.backoffFactor(), patient.retryBudget());
    }
    double budget =
        clients.has("retryBudget")
            ? clients.quantity("retryBudget", Quantity.SHARE).doubleValue()
            : patient.retryBudget();
    return new ClientSettings(
        timeoutNs,
        (int) clients.integerOrWord("retries", ClientSettings.UNLIMITED),
        random("backoff"),
        clients.number("backoffFactor"),
        budget);
  }

  /**
   * A program that generates its own requests, on a timer, reads no socket: what users and retries
   * send would never arrive.
   */
  void refuseBesideGenerator(ServerSettings server, ClientSettings settings) {
    if (server.accept() != ServerSettings.Accept.TIMER) {
      return;
    }
    for (String key : List.of("users", "retries")) {
      if (clients.has(key) && (key.equals("users") || settings.retries() > 0)) {
        problems.error(
            clients.placeOf(key),
            "\""
                + key
                + "\" needs \"accept: network\" in \"server\": with \"accept: timer\" the"
                + " process generates the requests itself, and nobody asks it from outside");
      }
    }
  }

  /** Settings of retries are read, so that mistakes in them are found, and have no effect. */
  private void refuseOrNoteWithoutRetries() {
    List<String> idle = new ArrayList<>();
    for (String key : List.of("backoff", "backoffFactor", "retryBudget")) {
      if (clients.has(key)) {
        idle.add(key);
      }
    }
    random("backoff");
    clients.number("backoffFactor");
    clients.quantity("retryBudget", Quantity.SHARE);
    if (!idle.isEmpty()) {
      String verb = idle.size() == 1 ? " has" : " have";
      problems.note(
          clients.placeOf(idle.get(0)),
          "\"" + String.join("\", \"", idle) + "\"" + verb + " no effect: \"retries\" is not set");
    }
  }

  private Distribution random(String key) {
    return distributions.at(clients, key, Quantity.DURATION);
  }
}
