package headroom.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the server answers. */
record Reply(int status, String type, String body) {
  /** The page's own script and nothing from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline';"
          + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Reply html(String body) {
    return new Reply(200, "text/html; charset=utf-8", body);
  }

  static Reply script(String body) {
    return new Reply(200, "text/javascript; charset=utf-8", body);
  }

  /** A text that is JSON already. */
  static Reply json(String body) {
    return new Reply(200, "application/json; charset=utf-8", body);
  }

  static Reply json(int status, Map<String, ?> body) {
    return new Reply(status, "application/json; charset=utf-8", MAPPER.writeValueAsString(body));
  }

  static Reply text(int status, String body) {
    return new Reply(status, "text/plain; charset=utf-8", body);
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
