package headroom.experiments.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Setting;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.Finding;
import headroom.experiments.result.PointResult;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure mode in a small service that has it, and in the same service without it. */
class DiagnosisTest {
  /** Found beside their cause, which stands before them. */
  private static final Set<FailureMode> FOLLOW =
      EnumSet.of(
          FailureMode.OVERLOAD,
          FailureMode.REJECTIONS,
          FailureMode.CLIENT_TIMEOUTS,
          FailureMode.FAILED_REQUESTS);

  /** By file and settings, since two tests look at the same. */
  private static final Map<String, List<Finding>> FOUND = new LinkedHashMap<>();

  /** Files whose trouble comes late, or needs time to be told from chance. */
  private static final Set<String> SLOW =
      Set.of(
          "24-retry-storm/experiment",
          "22-pool-without-timeout/experiment",
          "29-leaked-tickers/experiment",
          "26-mutex-convoy/held",
          "08-gogc/experiment",
          "09-memory-limit/experiment",
          "03-gomaxprocs-over-cores/experiment",
          "07-hot-key/experiment",
          "diagnosis/deadlock",
          "incidents/thread-crash");

  /**
   * One failure mode.
   *
   * @param file of the examples, or of the incidents of the tests
   * @param ill settings with which the service has it
   * @param well settings in place of those, with which it has not
   */
  record Case(FailureMode mode, String file, List<String> ill, List<String> well) {
    @Override
    public String toString() {
      return mode.id() + " in " + file;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/diagnosis/cases.txt"))) {
      if (!line.startsWith("#")) {
        List<String> cells = Arrays.stream(line.split("\\|", 4)).map(String::strip).toList();
        FailureMode mode = requireNonNull(FailureMode.of(cells.get(0)), line);
        cases.add(new Case(mode, cells.get(1), settings(cells.get(2)), settings(cells.get(3))));
      }
    }
    return cases;
  }

  private static List<String> settings(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isFoundWhereItIsAndNotBeside(Case each) throws Exception {
    List<String> ill = ids(each.file(), each.ill());
    if (FOLLOW.contains(each.mode())) {
      assertThat(ill).contains(each.mode().id());
    } else {
      assertThat(ill).startsWith(each.mode().id());
    }
    assertThat(ids(each.file(), each.well())).doesNotContain(each.mode().id());
  }

  @Test
  void everyModeHasACase() throws IOException {
    Set<FailureMode> without = EnumSet.allOf(FailureMode.class);
    cases().forEach(each -> without.remove(each.mode()));
    assertThat(without).isEmpty();
  }

  /** Services that meet their SLO, or hardly wait. */
  @ParameterizedTest
  @ValueSource(strings = {"01-first-run/experiment", "quickstart", "26-mutex-convoy/outside"})
  void nothingIsWrongWithAServiceThatIsWell(String file) throws Exception {
    assertThat(ids(file, file.startsWith("26") ? List.of("slo.p99=150ms") : List.of())).isEmpty();
  }

  /** What uses the CPU is named where that is no request, and only there. */
  @Test
  void whatComputesBesideTheRequestsIsNamed() throws Exception {
    Finding ticking = findings("incidents/ticker-leak", List.of("steps.0.cpu=5ms")).get(0);
    assertThat(ticking.evidence())
        .containsPattern("100,000 tickers compute 0\\.0[78]\\d* of the 0\\.");
    assertThat(ticking.advice()).startsWith("Stop the tickers").contains("defer ticker.Stop()");
    assertThat(ticking.tries()).first().isEqualTo(Map.of("process.tickers", 0L));

    Finding consuming = findings("diagnosis/beside", List.of()).get(0);
    assertThat(consuming.id()).isEqualTo("cpu-saturation");
    assertThat(consuming.evidence())
        .containsPattern(
            "step \"index\", which no request waits for, computes 1\\.\\d+ of the [12]");
    assertThat(consuming.advice()).startsWith("Let the goroutines beside the requests");

    Finding serving = findings("02-worker-sweep/experiment", List.of()).get(0);
    assertThat(serving.id()).isEqualTo("cpu-saturation");
    assertThat(serving.evidence()).doesNotContain("tickers", "no request waits for");
    assertThat(serving.advice()).startsWith("More cores");
  }

  /** A finding that explains nothing, or that nobody can act on, is none. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findingsAreWholeSentencesWithFigures(Case each) throws Exception {
    for (Finding finding : findings(each.file(), each.ill())) {
      assertThat(finding.share()).isBetween(0.0, 1.0);
      assertThat(finding.evidence()).matches(".*[0-9].*").doesNotEndWith(".").doesNotContain("NaN");
      assertThat(finding.advice()).matches("[A-Z\"].*\\.");
      assertThat(finding.evidence() + finding.advice()).doesNotContain("–", "null");
    }
  }

  private static List<String> ids(String file, List<String> settings) throws Exception {
    return findings(file, settings).stream().map(Finding::id).toList();
  }

  private static List<Finding> findings(String file, List<String> settings) throws Exception {
    String key = file + settings;
    List<Finding> known = FOUND.get(key);
    List<Finding> found = known == null ? requireNonNull(run(file, settings).diagnosis()) : known;
    FOUND.put(key, found);
    return found;
  }

  private static PointResult run(String file, List<String> settings) throws Exception {
    Path path =
        file.startsWith("incidents/") || file.startsWith("diagnosis/")
            ? Path.of("src/test/resources", file + ".yaml")
            : Path.of("../examples", file + ".yaml");
    List<Setting> all = new ArrayList<>();
    all.add(Setting.parse("run.replications=1"));
    if (!SLOW.contains(file)) {
      all.add(Setting.parse("run.duration=8s"));
      all.add(Setting.parse("run.warmup=2s"));
    }
    settings.forEach(setting -> all.add(Setting.parse(setting)));
    Experiment experiment = ExperimentReader.read(ExperimentSource.of(path), all).base();
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return runner.run(new Point(Map.of(), experiment));
    }
  }
}
