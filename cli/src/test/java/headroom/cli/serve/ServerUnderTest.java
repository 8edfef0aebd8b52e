package headroom.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Knobs;
import headroom.experiments.file.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A server for a file, and what a client writes to its socket. */
final class ServerUnderTest implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final WhatIfServer server;

  ServerUnderTest(String yaml) throws Exception {
    ExperimentSource source = new ExperimentSource("small.yaml", yaml, Path.of(""));
    ServedFile file =
        new ServedFile(
            "small.yaml",
            ExperimentReader.readBase(source, List.of()),
            Knobs.of(source, List.of()),
            settings -> settings.stream().map(Setting::origin).toList());
    this.server = WhatIfServer.start(file, 0, 2);
  }

  /** Status, headers as they came, and body. */
  record Answer(int status, String head, String body) {
    JsonNode json() {
      return MAPPER.readTree(body);
    }
  }

  int port() {
    return server.port();
  }

  String host() {
    return "127.0.0.1:" + port();
  }

  Answer get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n", "");
  }

  /** As the page asks. */
  Answer look(Map<String, String> turned) throws IOException {
    return post(MAPPER.writeValueAsString(turned), "Origin: http://" + host() + "\r\n");
  }

  Answer post(String body, String headers) throws IOException {
    return send(
        "POST /look HTTP/1.1\r\nHost: "
            + host()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n"
            + headers,
        body);
  }

  Answer send(String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n" + body).getBytes(UTF_8));
      out.flush();
      String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int split = all.indexOf("\r\n\r\n");
      int status = Integer.parseInt(all.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
      return new Answer(status, all.substring(0, split), all.substring(split + 4));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
