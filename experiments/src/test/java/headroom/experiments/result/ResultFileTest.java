package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

class ResultFileTest {
  @Test
  void readingBackGivesEqualRecordsAndTheSameBytes() throws IOException {
    Result result = SampleResults.result();
    String json = ResultFile.toJson(result);
    assertThat(ResultFile.parse(json)).isEqualTo(result);
    assertThat(ResultFile.toJson(ResultFile.parse(json))).isEqualTo(json);
  }

  @Test
  void theFileThatIsWrittenIsThatText(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("result.json");
    ResultFile.write(SampleResults.result(), file);
    assertThat(Files.readAllBytes(file))
        .isEqualTo(ResultFile.toJson(SampleResults.result()).getBytes(StandardCharsets.UTF_8));
  }

  /** {@code /dev/full} is a disk without room. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsAnIoException() {
    assertThatThrownBy(() -> ResultFile.write(SampleResults.result(), Path.of("/dev/full")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space");
  }

  /** The expected text was checked key by key against the description of the format. */
  @Test
  void theFileHasTheNamesAndTheShapeOfTheFormat() throws IOException {
    if ("write".equals(System.getProperty("headroom.golden"))) {
      Files.writeString(
          Path.of("src/test/resources/headroom/experiments/result/result.golden.json"),
          ResultFile.toJson(SampleResults.result()));
      return;
    }
    try (InputStream golden = ResultFileTest.class.getResourceAsStream("result.golden.json")) {
      assertThat(golden).isNotNull();
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(ResultFile.toJson(SampleResults.result())).isEqualTo(expected);
    }
  }

  /** A file from before there were steps, resources, extremes and a profile. */
  @Test
  void anOldFileReads() throws IOException {
    String json = ResultFile.toJson(SampleResults.result());
    for (String key :
        List.of(
            "by_step",
            "by_resource",
            "series_min",
            "series_max",
            "profile",
            "unfinished",
            "failed_by",
            "offered_per_s",
            "breakdown_failed_ms",
            "wide_interval",
            "diagnosis",
            "breakdown_p50_ms",
            "metrics")) {
      json = without(key, json);
    }
    PointResult old = ResultFile.parse(json).points().get(0);
    assertThat(old.byStep()).isNull();
    assertThat(old.seriesMax()).isNull();
    assertThat(old.metrics()).isEmpty();
    assertThat(old.diagnosis()).isNull();
    assertThat(old.effective()).isEqualTo(new Conduct.Effective(2, "2 cores"));
    assertThat(old.offeredPerS()).isNaN();
    assertThat(old.latencyMs().p99()).isEqualTo(40);
  }

  private static String without(String key, String json) {
    JsonNode tree = new ObjectMapper().readTree(json);
    tree.findParents(key).forEach(parent -> ((ObjectNode) parent).remove(key));
    return tree.toString();
  }

  /** Every key of the file stands on the page about it. */
  @Test
  void thePageNamesEveryKey() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/result.md"));
    Set<String> keys = new TreeSet<>();
    keysOf(new ObjectMapper().readTree(ResultFile.toJson(SampleResults.result())), keys);
    keys.removeIf(
        key -> key.matches(".*[ /.A-Z].*")); // names of the user's, of Go's and of parameters
    keys.removeAll(Set.of("db", "read", "write", "cpu", "running", "log", "queue"));
    assertThat(keys).hasSizeGreaterThan(60).contains("by_step", "profile");
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  private static void keysOf(JsonNode node, Set<String> keys) {
    keys.addAll(node.propertyNames());
    node.forEach(child -> keysOf(child, keys));
  }

  @Test
  void figuresAreKeptToSixDigitsAndQuantilesToTen() {
    assertThat(Figures.rounded(123456.789)).isEqualTo(123457);
    assertThat(Figures.rounded(0.000123456789)).isEqualTo(0.000123457);
    assertThat(Figures.rounded(-0.0)).isEqualTo(0.0);
    assertThat(Figures.rounded(Double.POSITIVE_INFINITY)).isNaN();
    assertThat(new Curves.Spectrum(List.of(0.9999999), List.of(1.0)).quantile())
        .containsExactly(0.9999999);
  }

  /** Java before 19 prints 2.0E-3 as 0.0020 in some paths and 2^-44 with a digit too many. */
  @Test
  void numbersArePlainDecimals() {
    String json = ResultFile.toJson(new Timing(0.002, 2, 1e12, 7, 1e-7, 0x1p-44));
    assertThat(json).contains("\"wall_s\": 0.002,").contains("\"simulated_s\": 1000000000000.0,");
    assertThat(json).contains("\"events_per_s\": 0.0000001,").contains("0.0000000000000568434");
  }

  @Test
  void aComparisonIsReadBackEqual() throws IOException {
    ComparisonResult comparison =
        new ComparisonResult(
            1,
            "a",
            "a",
            Map.of("server.workers", 4L),
            "0.1.0",
            1,
            5,
            0.02,
            SampleResults.full(),
            SampleResults.sparse(),
            List.of(
                new ComparisonResult.MetricDifference(
                    "latency_ms.p99",
                    "p99",
                    "ms",
                    new ComparisonResult.Side(10, 1),
                    new ComparisonResult.Side(5, 0.5),
                    -5,
                    new PointResult.Interval(-6, -4),
                    null,
                    null,
                    ComparisonResult.Effect.BETTER,
                    "p99  10.0ms → 5.0ms",
                    "p99 falls")),
            List.of("p99 falls."));
    assertThat(ResultFile.parse(ResultFile.toJson(comparison), ComparisonResult.class))
        .isEqualTo(comparison);
  }

  /** Severities and outcomes stand in lower case, and each is read back as what it was. */
  @Test
  void anExplanationIsReadBackEqual() throws IOException {
    List<Explanation.Tried> tried =
        Arrays.stream(Explanation.Outcome.values())
            .map(outcome -> new Explanation.Tried(Map.of("a", 1L), outcome, List.of(), List.of()))
            .toList();
    List<Explanation.Explained> findings =
        Arrays.stream(Finding.Severity.values())
            .map(each -> new Finding("overload", each, "evidence 1", "Advice.", null, 0.5, null))
            .map(finding -> new Explanation.Explained(finding, tried))
            .toList();
    Explanation.Where where = new Explanation.Where(1, 2, Map.of("io", 1.0), Map.of(), null);
    Explanation explanation =
        new Explanation(1, "a", "0.1.0", 1, 5, 0.02, where, findings, List.of("Most to blame."));
    String json = ResultFile.toJson(explanation);
    assertThat(json)
        .contains("\"severity\": \"high\"", "\"outcome\": \"no_difference\"")
        .doesNotContain("HIGH", "REFUSED");
    assertThat(ResultFile.parse(json, Explanation.class)).isEqualTo(explanation);
    assertThatThrownBy(() -> ResultFile.parse(json.replace("high", "huge"), Explanation.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("findings[0].severity");
  }

  @Test
  void whatIsNoResultIsSaidInWords() {
    assertThatThrownBy(() -> ResultFile.parse("{\"schema\": 1, \"points\": 3}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("not a result file: ");
    assertThatThrownBy(
            () ->
                ResultFile.parse(
                    "{\"schema\":2,\"experiment\":\"a\",\"engine\":\"b\",\"seed\":1,\"points\":[]}"))
        .isInstanceOf(IOException.class)
        .hasMessage("the result file has schema 2, this version reads up to 1");
  }

  @Test
  void whatAForeignOrTruncatedFileLacksIsSaidInWords() {
    String whole = ResultFile.toJson(SampleResults.result());
    List<String> files =
        List.of(
            "",
            "null",
            "[]",
            "3",
            "{\"mine\": true}",
            "{\"schema\": 1}",
            "{\"schema\": \"a\"}",
            "\u0000\u0001",
            "name: shop\n",
            whole.replaceFirst("\"engine\":.*", ""),
            whole.replaceFirst("(?s)\"points\":.*", "\"points\": [{}]}"),
            whole.replaceFirst("(?s)\"points\":.*", "\"points\": []}"),
            whole.replaceFirst("(?s)\"points\":.*", "\"points\": [null]}"),
            whole.replaceFirst("\"p99\": [0-9.]+", "\"p99\": \"fast\""),
            whole.replace("\"effective\":", "\"ineffective\":"),
            whole.replace("\"latency_ms\":", "\"latency\":"));
    for (String json : files) {
      assertThatThrownBy(() -> ResultFile.parse(json))
          .as(json)
          .isInstanceOf(IOException.class)
          .message()
          .matches("(not a result file: |the result has no points).*")
          .doesNotContain("headroom.", "java.", "`", "\n");
    }
    for (int end = 0; end < whole.length() - 2; end += 97) {
      String cut = whole.substring(0, end);
      assertThatThrownBy(() -> ResultFile.parse(cut))
          .as("cut at " + end)
          .isInstanceOf(IOException.class)
          .hasMessageMatching("not a result file: it .*");
    }
    assertThatThrownBy(() -> ResultFile.parse(whole.substring(0, 500)))
        .hasMessageMatching("not a result file: it ends in the middle \\(line \\d+\\)");
    assertThatThrownBy(() -> ResultFile.parse(whole.replace("\"effective\":", "\"other\":")))
        .hasMessageMatching("not a result file: points\\[\\d+\\].effective is missing");
  }

  @Test
  void keysOfLaterVersionsAreSkipped() throws IOException {
    String json =
        ResultFile.toJson(SampleResults.result())
            .replace("\"offered\":", "\"colour\": [1], \"offered\":");
    assertThat(ResultFile.parse(json)).isEqualTo(SampleResults.result());
  }
}
