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
import java.nio.file.Path;
import java.util.ArrayList;
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

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String memory = "09-memory-limit/experiment";
    String storm = "24-retry-storm/experiment";
    add(cases, "cpu-saturation", "02-worker-sweep/experiment", "", "arrivals=poisson(200/s)");
    add(
        cases,
        "cpu-throttled",
        "18-gomaxprocs-and-limit/experiment",
        "runtime.version=1.24 arrivals=poisson(1900/s)",
        "runtime.version=1.24");
    add(
        cases,
        "gomaxprocs-too-low",
        "03-gomaxprocs-over-cores/experiment",
        "machine.cores=4",
        "machine.cores=4 runtime.gomaxprocs=4");
    add(
        cases,
        "cpu-contention",
        "03-gomaxprocs-over-cores/experiment",
        "",
        "arrivals=poisson(50/s)");
    add(cases, "workers-exhausted", "02-worker-sweep/waiting", "", "server.workers=48");
    add(cases, "pool-exhausted", "20-five-ways-to-wait/pool", "", "resources.pools.db.size=16");
    add(
        cases,
        "pool-exhausted",
        "30-locked-thread/experiment",
        "resources.channels.device.lockOSThread=true",
        "resources.channels.device.lockOSThread=false");
    add(cases, "lock-contention", "20-five-ways-to-wait/mutex", "", "load=3%");
    add(cases, "lock-contention", "26-mutex-convoy/held", "", "requests.reload.share=0%");
    add(cases, "log-contention", "25-logging/experiment", "steps.lines=15", "steps.lines=1");
    add(
        cases,
        "gc-bound",
        memory,
        "runtime.gomemlimit=off runtime.gogc=10 load=20%",
        "runtime.gomemlimit=off runtime.gogc=800 load=20% machine.memory=4GiB");
    add(
        cases,
        "memory-limit",
        memory,
        "load=20% runtime.gomemlimit=144MiB",
        "load=20% runtime.gomemlimit=232MiB");
    add(cases, "out-of-memory", memory, "load=200% runtime.gomemlimit=144MiB", "load=20%");
    add(
        cases,
        "memory-growth",
        "08-gogc/experiment",
        "runtime.gogc=off load=30%",
        "runtime.gogc=100 load=30%");
    add(
        cases,
        "goroutine-leak",
        "29-leaked-tickers/experiment",
        "steps.poll.ticker.leak=true",
        "steps.poll.ticker.leak=false");
    add(
        cases,
        "blocked-syscalls",
        "20-five-ways-to-wait/syscall",
        "",
        "steps.0.cpu=100us steps.1.syscall=10us");
    add(
        cases,
        "cache-stampede",
        "07-hot-key/experiment",
        "",
        "resources.caches.pages.singleflight=true");
    add(
        cases,
        "connection-churn",
        "23-idle-connections/experiment",
        "",
        "resources.pools.db.maxIdle=50");
    add(cases, "slow-dependency", "20-five-ways-to-wait/network", "", "slo.p99=100ms");
    add(cases, "slow-computation", "16-backing-array/copied", "", "slo.p99=100ms");
    add(cases, "retry-storm", storm, "", "clients.retryBudget=10% server.deadline=1s");
    add(cases, "client-timeouts", storm, "", "resources.sinks.stdout.stallFor=1ms");
    add(
        cases,
        "overload",
        "03-gomaxprocs-over-cores/experiment",
        "runtime.gomaxprocs=1",
        "runtime.gomaxprocs=2");
    add(cases, "rejections", "02-worker-sweep/waiting", "", "server.workers=48");
    add(
        cases,
        "failed-requests",
        "22-pool-without-timeout/experiment",
        "resources.pools.db.maxWait=100ms",
        "arrivals=poisson(300/s)");
    add(cases, "deadlock", "diagnosis/deadlock", "", "server.accept=network");
    add(cases, "crash", "incidents/thread-crash", "", "arrivals=poisson(10/s)");
    return cases;
  }

  private static void add(List<Case> cases, String id, String file, String ill, String well) {
    cases.add(new Case(requireNonNull(FailureMode.of(id)), file, settings(ill), settings(well)));
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
  void everyModeHasACase() {
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
