package headroom.cli.serve;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only what this machine's own browser asks for our own page. A name that some web
 * page has pointed at this machine, and a form or script of another page, come with their own
 * {@code Host} or {@code Origin}.
 */
final class LocalRequests extends Filter {
  private static final int FORBIDDEN = 403;

  private final List<String> hosts;

  /** For a server that listens on {@code port}. */
  LocalRequests(int port) {
    this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (isOurs(headers.get("Host"), "") && isOurs(headers.get("Origin"), "http://")) {
      chain.doFilter(exchange);
    } else {
      Reply.text(FORBIDDEN, "This page is for http://" + hosts.get(0) + "/ on its own machine.\n")
          .send(exchange);
    }
  }

  /** Every request has a host; only those of scripts and forms have an origin. */
  private boolean isOurs(@Nullable List<String> values, String scheme) {
    if (values == null || values.isEmpty()) {
      return !scheme.isEmpty();
    }
    return values.size() == 1 && hosts.stream().anyMatch(h -> values.get(0).equals(scheme + h));
  }

  @Override
  public String description() {
    return "requests of this machine for this page";
  }
}
