package headroom.cli.serve;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import headroom.reports.page.WhatIfPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Serves the page of one file on the loopback interface, and nothing else. */
public final class WhatIfServer implements AutoCloseable {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED = 415;
  private static final int FAILED = 500;

  /** Room for some hundred knobs. */
  private static final int MOST_BYTES = 64 << 10;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpServer server;
  private final WhatIfSession session;
  private final LookReplies looks;
  private final String page;
  private final ExecutorService handlers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
          });

  private WhatIfServer(HttpServer server, ServedFile file, int threads) {
    this.server = server;
    this.session = new WhatIfSession(file.base(), threads);
    this.looks = new LookReplies(file, session);
    this.page = file.page().html();
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for a free one
   * @param threads that simulate
   * @throws java.net.BindException if the port is in use
   */
  public static WhatIfServer start(ServedFile file, int port, int threads) throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(loopback), port);
    WhatIfServer served = new WhatIfServer(HttpServer.create(address, 0), file, threads);
    HttpContext all = served.server.createContext("/", served::handle);
    all.getFilters().add(new LocalRequests(served.port()));
    served.server.setExecutor(served.handlers);
    served.looks.begin();
    served.server.start();
    return served;
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    session.close();
    handlers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      reply(exchange).send(exchange);
    } catch (InterruptedException e) { // the server is being closed
      Thread.currentThread().interrupt();
      exchange.close();
    } catch (RuntimeException e) {
      Reply.text(FAILED, "Internal failure: " + e + "; please report it.\n").send(exchange);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    String expected = path.equals("/look") ? "POST" : "GET";
    boolean known = path.matches("/|/whatif\\.js|/look|/refined|/result\\.json");
    if (known && !exchange.getRequestMethod().equals(expected)) {
      exchange.getResponseHeaders().set("Allow", expected);
      return Reply.text(METHOD_NOT_ALLOWED, "Expected " + expected + ".\n");
    }
    return switch (path) {
      case "/" -> Reply.html(page);
      case "/whatif.js" -> Reply.script(WhatIfPage.script());
      case "/look" -> look(exchange);
      case "/refined" -> refined(exchange.getRequestURI().getQuery());
      case "/result.json" -> looks.result();
      default -> Reply.text(NOT_FOUND, "There is only one page here: /\n");
    };
  }

  private Reply look(HttpExchange exchange) throws IOException, InterruptedException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.matches("application/json(;.*)?")) {
      return Reply.text(UNSUPPORTED, "Expected application/json.\n");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return Reply.text(TOO_LARGE, "Expected at most " + MOST_BYTES + " bytes.\n");
    }
    Map<String, String> turned;
    try {
      turned = MAPPER.readValue(body, new TypeReference<Map<String, String>>() {});
    } catch (JacksonException e) {
      return Reply.text(BAD_REQUEST, "Expected an object of knobs and their values.\n");
    }
    if (turned == null || turned.containsValue(null)) {
      return Reply.text(BAD_REQUEST, "Expected an object of knobs and their values.\n");
    }
    return looks.first(turned);
  }

  private Reply refined(@Nullable String query) throws InterruptedException {
    if (query == null || !query.matches("number=[0-9]{1,9}")) {
      return Reply.text(BAD_REQUEST, "Expected number=N.\n");
    }
    return looks.refined(Integer.parseInt(query.substring("number=".length())));
  }
}
