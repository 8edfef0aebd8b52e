package headroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.Version;
import headroom.cli.serve.ServerUnderTest.Answer;
import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Setting;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIfServerTest {
  private static final String SMALL =
      """
      name: small
      machine: {cores: 2}
      arrivals: poisson(200/s)
      server: {workers: 4}
      steps: [{cpu: exponential(2ms)}, {io: 10ms}]
      run: {duration: 5s, warmup: 500ms, replications: 3, seed: 1}
      slo: {p99: 100ms}
      """;

  /** Two to three million events, of which a look takes a third. */
  private static final String LONGER = SMALL.replace("replications: 3", "replications: 120");

  /** The point as {@code headroom run --set ... --json} prints it. */
  private static String run(String yaml, String... settings) throws Exception {
    ExperimentSource source = new ExperimentSource("small.yaml", yaml, Path.of(""));
    List<Setting> all = List.of(settings).stream().map(Setting::parse).toList();
    Experiment experiment = ExperimentReader.readBase(source, all);
    try (PointRunner runner = PointRunner.simulator(1, RunProgress.NONE)) {
      return ResultFile.toJson(
          new Result(
              ResultFile.SCHEMA,
              experiment.name(),
              Version.number(),
              experiment.scenario().seed(),
              List.of(runner.run(new Point(Map.of(), experiment)))));
    }
  }

  private static Answer whenWhole(ServerUnderTest server, int number) throws IOException {
    while (true) {
      Answer answer = server.get("/refined?number=" + number);
      if (answer.status() != 200 || answer.json().has("html")) {
        return answer;
      }
      assertThat(answer.json().get("progress").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void thePageHoldsEveryKnobAndNothingFromElsewhere() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      Answer page = server.get("/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body())
          .contains("data-id=\"server.workers\" data-value=\"4\"", "data-id=\"runtime.gogc\"")
          .contains("<script src=\"/whatif.js\">")
          .doesNotContain("http://", "https://");
      assertThat(page.head()).contains("default-src 'none'", "script-src 'self'", "nosniff");
      assertThat(server.get("/whatif.js").body()).contains("\"use strict\"", "fetch(\"/look\"");
    }
  }

  @Test
  void figuresAreThoseOfRun() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      Answer answer = server.look(Map.of("server.workers", "2", "load", "80%"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().get("whole").asBoolean()).isTrue();
      assertThat(answer.json().get("html").asString())
          .contains("this setting", "SLO", "--set load=80%", "--set server.workers=2", "<svg");
      assertThat(server.get("/result.json").body())
          .isEqualTo(run(SMALL, "load=80%", "server.workers=2"))
          .isNotEqualTo(run(SMALL)); // else this could not fail
      server.look(Map.of());
      assertThat(server.get("/result.json").body()).isEqualTo(run(SMALL));
    }
  }

  @Test
  void aQuickLookIsRefinedToWhatTheFileAsksFor() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(LONGER)) {
      Answer quick = server.look(Map.of("server.workers", "3"));
      assertThat(quick.json().get("whole").asBoolean()).isFalse();
      assertThat(quick.json().get("state").asString()).startsWith("Quick look: ");
      Answer whole = whenWhole(server, quick.json().get("number").asInt());
      assertThat(whole.json().get("whole").asBoolean()).isTrue();
      assertThat(whole.json().get("html").asString()).contains("±", "worse");
      assertThat(server.get("/result.json").body()).isEqualTo(run(LONGER, "server.workers=3"));
    }
  }

  @Test
  void aLaterSettingEndsAnEarlierOne() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(LONGER)) {
      int first = server.look(Map.of("server.workers", "3")).json().get("number").asInt();
      int second = server.look(Map.of("server.workers", "5")).json().get("number").asInt();
      assertThat(second).isGreaterThan(first);
      assertThat(server.get("/refined?number=" + first).status()).isEqualTo(409);
      assertThat(whenWhole(server, second).status()).isEqualTo(200);
    }
  }

  @Test
  void whoWaitsForAnEarlierSettingIsTold() throws Exception {
    ExperimentSource source = new ExperimentSource("small.yaml", LONGER, Path.of(""));
    Experiment base = ExperimentReader.readBase(source, List.of());
    try (WhatIfSession session = new WhatIfSession(base, 2)) {
      LookTask first = session.ask(null);
      LookTask second = session.ask(null);
      assertThat(first.hasFailed()).isTrue();
      assertThat(ended(first)).isInstanceOf(CancellationException.class);
      assertThat(second.first().get().whole()).isFalse();
      session.ask(base); // while the rest is simulated
      assertThat(ended(second)).isInstanceOf(CancellationException.class);
    }
  }

  private static Exception ended(LookTask task) throws InterruptedException {
    try {
      task.whole().get();
      throw new AssertionError("it was not given up");
    } catch (CancellationException | ExecutionException e) {
      return e;
    }
  }

  @Test
  void theSameSettingIsNotSimulatedAgain() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      Answer first = server.look(Map.of("server.workers", "3"));
      Answer again = server.look(Map.of("server.workers", "3"));
      assertThat(again.body()).isEqualTo(first.body());
    }
  }

  @Test
  void aBadValueIsSaidAndTheOldFiguresStay() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      server.look(Map.of());
      Answer bad = server.look(Map.of("server.workers", "0", "runtime.gogc", "never"));
      assertThat(bad.status()).isEqualTo(422);
      assertThat(bad.json().get("problems").get("server.workers").asString())
          .startsWith("\"workers\" is 0; expected a whole number from 1 to 1000000");
      assertThat(bad.json().get("problems").get("runtime.gogc").asString())
          .contains("never", "or off");
      assertThat(bad.body()).doesNotContain("Exception", "at headroom.");
      assertThat(server.get("/result.json").body()).isEqualTo(run(SMALL));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile", "run.seed", "operations.bench", "no.such"})
  void onlyKnobsCanBeTurned(String key) throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      Answer refused = server.look(Map.of(key, "1"));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().get("problems").get("").asString())
          .startsWith("no knob \"" + key + "\"; expected one of load, ");
    }
  }

  /** A page of another name that leads here, and one that lets its visitors' browser ask. */
  @Test
  void onlyThisMachinesOwnPageIsAnswered() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      for (String host : List.of("evil.example", "127.0.0.1:1", "127.0.0.1", "")) {
        String head = "GET / HTTP/1.1\r\nHost: " + host + "\r\n";
        assertThat(server.send(head, "").status()).as(host).isEqualTo(403);
      }
      assertThat(server.send("GET / HTTP/1.0\r\n", "").status()).isEqualTo(403);
      String named = "GET / HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n";
      assertThat(server.send(named, "").status()).isEqualTo(200);
      assertThat(server.post("{}", "Origin: http://evil.example\r\n").status()).isEqualTo(403);
      assertThat(server.post("{}", "Origin: null\r\n").status()).isEqualTo(403);
      assertThat(server.post("{}", "").status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotAskedOfThisPageIsRefused() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(SMALL)) {
      String host = "HTTP/1.1\r\nHost: " + server.host() + "\r\n";
      assertThat(server.get("/etc/passwd").status()).isEqualTo(404);
      assertThat(server.get("/../pom.xml").status()).isEqualTo(404);
      assertThat(server.get("/look").status()).isEqualTo(405);
      assertThat(server.send("PUT / " + host + "Content-Length: 0\r\n", "").status())
          .isEqualTo(405);
      assertThat(server.send("POST /look " + host + "Content-Length: 2\r\n", "{}").status())
          .isEqualTo(415);
      assertThat(server.post("{\"a\":\"" + "x".repeat(70_000) + "\"}", "").status()).isEqualTo(413);
      for (String body : List.of("", "[]", "{", "{\"load\":null}", "{\"load\":{}}", "null")) {
        assertThat(server.post(body, "").status()).as(body).isEqualTo(400);
      }
      assertThat(server.get("/refined").status()).isEqualTo(400);
      assertThat(server.get("/refined?number=99").status()).isEqualTo(409);
    }
  }
}
