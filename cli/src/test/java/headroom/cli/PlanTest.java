package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code headroom plan} from the file to the page. */
class PlanTest {
  private static final String SHOP =
      """
      name: shop
      profile: ideal
      machine: {cores: 2}
      arrivals: poisson(100/s)
      server: {workers: 1}
      steps: [{io: exponential(4ms)}]
      run: {duration: 10s, warmup: 1s, replications: 2, seed: 1}
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path results = Path.of("");

  @BeforeEach
  void results() {
    results = directory.resolve("out");
  }

  private int plan(String text, String... more) throws IOException {
    Path file = directory.resolve("shop.yaml");
    Files.writeString(file, text, UTF_8);
    List<String> arguments =
        new ArrayList<>(List.of("plan", file.toString(), "--out", results.toString()));
    arguments.addAll(List.of(more));
    return execute(arguments);
  }

  private int execute(List<String> arguments) {
    return Verbs.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void answersAndLeavesADirectory() throws IOException {
    assertThat(plan(SHOP + "slo: {p99: 80ms}\n")).isZero();
    assertThat(out.toString())
        .startsWith("The SLO is met up to ")
        .contains("What breaks first beyond it, at ", "p99", "the pool of workers", "✓ met");
    assertThat(results.resolve("plan.json")).exists();
    assertThat(results.resolve("charts/load.svg")).content().contains("SLO: P99 ≤ 80 ms");
    assertThat(results.resolve("points.csv")).content().startsWith("load,");
    Path page = results.resolve("report.html");
    String before = Files.readString(page);
    assertThat(before).contains("The SLO is met up to", "A plan: how much load meets the SLO");
    assertThat(execute(List.of("report", results.toString()))).isZero();
    assertThat(Files.readString(page).replaceAll("(?s)<h2>To reproduce.*?<p>", ""))
        .isEqualTo(before.replaceAll("(?s)<h2>To reproduce.*?<p>", ""));
  }

  @Test
  void statusThreeWhereTheLoadAskedAboutIsTooMuch() throws IOException {
    String limited = SHOP + "slo: {p99: 80ms}\n";
    assertThat(plan(limited, "--load", "240%", "--no-report")).isEqualTo(3);
    assertThat(out.toString()).contains("the load asked about, 240%, is");
  }

  @Test
  void withoutAnSloThereIsNothingToMeet() throws IOException {
    assertThat(plan(SHOP)).isEqualTo(2);
    assertThat(err.toString()).contains("nothing to plan for", "slo.p99=150ms");
    assertThat(results).doesNotExist();
    assertThat(plan(SHOP, "--set", "slo.p99=80ms", "--no-report", "--quiet")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theAnswerAsJsonAndNothingElse() throws IOException {
    assertThat(plan(SHOP + "slo: {p99: 80ms}\n", "--json", "--no-report")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(results.resolve("plan.json")));
    assertThat(out.toString()).contains("\"highest\"", "\"surely_missed\"", "\"ceilings\"");
  }

  @Test
  void choosesTheCheapest() throws IOException {
    String busy = SHOP.replace("io: exp", "cpu: exp").replace("poisson(100/s)", "poisson(300/s)");
    String limited = busy.replace("workers: 1", "workers: 8") + "slo: {p99: 60ms}\n";
    String[] vary = {"--vary", "machine.cores=1..6", "--vary", "server.workers=2,4,8"};
    assertThat(plan(limited, vary)).isZero();
    assertThat(out.toString())
        .startsWith(
            "The cheapest setting that meets the SLO at 100% of the load is machine.cores=2")
        .contains(
            "of 18 settings were simulated", "Of what is cheaper, the nearest is machine.cores=1");
    assertThat(results.resolve("choice.json")).content().contains("\"probability\"", "\"varied\"");
    String before = Files.readString(results.resolve("report.html"));
    assertThat(before).contains("A plan: the cheapest setting", "The cheapest setting that meets");
    assertThat(execute(List.of("report", results.toString()))).isZero();
    assertThat(results.resolve("report.html")).content().contains("A plan: the cheapest setting");
  }

  /** Two copies of half a load each cost more than one that bears it, and less than three. */
  @Test
  void replicasShareTheLoad() throws IOException {
    String limited = SHOP.replace("poisson(100/s)", "poisson(300/s)") + "slo: {p99: 80ms}\n";
    assertThat(plan(limited, "--vary", "replicas=1..4", "--no-report")).isZero();
    assertThat(out.toString()).contains("is replicas=2, at a cost of 4: P99");
  }

  @Test
  void memoryAtItsLimitIsSaid() throws IOException {
    String heap =
        SHOP.replace("{io: exponential(4ms)}", "{alloc: {size: 1MiB, objects: 1000}}, {io: 1ms}")
            + "process: {liveHeap: 40MiB}\nslo: {p99: 80ms}\n";
    String[] vary = {"--vary", "machine.memory=50..180MiB", "--no-report"};
    assertThat(plan(heap, vary)).isZero();
    assertThat(out.toString()).contains("Memory is at the edge there: up to ", "is killed.");
  }

  @Test
  void statusThreeWhereNoSettingDoes() throws IOException {
    String limited = SHOP + "slo: {p99: 2ms}\n";
    assertThat(plan(limited, "--vary", "server.workers=1..3", "--no-report")).isEqualTo(3);
    assertThat(out.toString()).startsWith("None of the 3 settings meets the SLO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load=1..3 | load is the load, not a setting; without --vary, plan finds the highest load",
        "clients.users=1..3 | clients.users is the load, not a setting",
        "server.workers=8 | expected a range such as server.workers=1..16, or values",
        "server.workers=8..2 | is not what a plan can choose from",
        "server.worker=1..2 | did you mean \"workers\"?",
        "replicas=0..2 | replicas are whole numbers from 1",
        "server.workers | is not an assignment",
      })
  void whatCannotBeChosenIsRefused(String vary, String message) throws IOException {
    assertThat(plan(SHOP + "slo: {p99: 80ms}\n", "--vary", vary)).isEqualTo(2);
    assertThat(err.toString()).contains("--vary", message);
    assertThat(results).doesNotExist();
  }

  /** All six settings, of which the answer needs fewer; the answer stays. */
  @Test
  void aMapHasNoGaps() throws IOException {
    String slo = "slo: {p99: 80ms}\n";
    String[] vary = {
      "--load", "220%", "--vary", "machine.cores=1..3", "--vary", "server.workers=1,8"
    };
    assertThat(plan(SHOP + slo, vary)).isZero();
    Path page = results.resolve("report.html");
    String some = Files.readString(results.resolve("choice.json"));
    assertThat(page).content().contains("What meets the SLO", "framed is the cheapest");
    String[] all = Arrays.copyOf(vary, vary.length + 1);
    all[vary.length] = "--map";
    assertThat(plan(SHOP + slo, all)).isZero();
    String whole = Files.readString(results.resolve("choice.json"));
    assertThat(whole).contains("\"simulated\": 6").contains("\"unbeaten\": true");
    assertThat(count(whole, "\"p99_ms\"")).isGreaterThan(count(some, "\"p99_ms\""));
    assertThat(results.resolve("charts/region.svg")).content().contains("✓", "✕");
    assertThat(results.resolve("charts/front.svg")).content().contains("SLO: P99 ≤ 80 ms");
    String setting =
        "\"setting\": {\n      \"machine.cores\": \"1\",\n      \"server.workers\": \"8\"";
    assertThat(some.replaceAll("\\s+", "")).contains(setting.replaceAll("\\s+", ""));
    assertThat(whole.replaceAll("\\s+", "")).contains(setting.replaceAll("\\s+", ""));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  /** {@code headroom sensitivity} needs no SLO, and leaves what a plan leaves. */
  @Test
  void sensitivityAnswersAndLeavesADirectory() throws IOException {
    Path file = directory.resolve("shop.yaml");
    Files.writeString(file, SHOP, UTF_8);
    List<String> verb =
        List.of("sensitivity", file.toString(), "--out", results.toString(), "--load", "150%");
    assertThat(execute(verb)).isZero();
    assertThat(out.toString())
        .startsWith("The P99 is ")
        .contains("It hangs most on steps.0.io: 4ms → 4.4ms +", "worth making faster first");
    assertThat(results.resolve("sensitivity.json")).exists();
    assertThat(results.resolve("charts/tornado.svg")).content().contains("10% more", "arrivals");
    assertThat(results.resolve("charts/speed-up.svg")).exists();
    Path page = results.resolve("report.html");
    String before = Files.readString(page);
    assertThat(before).contains("Every number of the file", "Steps made faster", "headroom sens");
    assertThat(execute(List.of("report", results.toString()))).isZero();
    String again = Files.readString(page).replaceAll("(?s)<h2>To reproduce.*?<p>", "");
    assertThat(again).isEqualTo(before.replaceAll("(?s)<h2>To reproduce.*?<p>", ""));
  }
}
