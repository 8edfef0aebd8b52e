package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.model.Scenario;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of the file mean. */
class ExperimentReaderTest {
  private static final String SMALL =
      "name: shop\nmachine: {cores: 4}\narrivals: poisson(200/s)\nsteps:\n  - {id: work, cpu: 4ms}\n";

  private static LoadedExperiment read(String text, Setting... settings) throws Exception {
    return ExperimentReader.read(source(text), List.of(settings));
  }

  private static ExperimentSource source(String text) {
    return new ExperimentSource(
        "shop.yaml", text, Path.of("src/test/resources/headroom/experiments/file/bad"));
  }

  private static List<String> problems(String text, Setting... settings) {
    InvalidExperimentException refusal =
        catchThrowableOfType(
            InvalidExperimentException.class,
            () -> ExperimentReader.read(source(text), List.of(settings)));
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  private static Distribution step(String text) throws Exception {
    RequestStep step =
        read(SMALL.replace("4ms", text)).base().scenario().classes().get(0).steps().get(0);
    return ((WorkStep.Cpu) step).time();
  }

  /** Changes of the CPU limit, one of them set from outside and one swept. */
  @Test
  void aCpuLimitMayChange() throws Exception {
    String text =
        SMALL.replace(
            "cores: 4}",
            "cores: 4, quotaPeriod: 50ms, quotaBurst: 0.5, cpuQuotaChanges: [{at: 1m, cpuQuota: 2},"
                + " {at: 90s, cpuQuota: unlimited}, {at: 2m, cpuQuota: 1.5}]}");
    String swept = text + "sweep:\n  machine.cpuQuotaChanges.2.cpuQuota: [3, unlimited]\n";
    LoadedExperiment loaded =
        read(swept, new Setting("machine.cpuQuotaChanges.0.at", "30s", "--set"));
    MachineSettings machine = loaded.base().scenario().machine();
    assertThat(machine.quota()).isNull();
    assertThat(machine.quotaChanges())
        .containsExactly(
            new MachineSettings.QuotaChange(
                30_000_000_000L, new MachineSettings.Quota(2, 50_000_000, 0.5)),
            new MachineSettings.QuotaChange(90_000_000_000L, null),
            new MachineSettings.QuotaChange(
                120_000_000_000L, new MachineSettings.Quota(1.5, 50_000_000, 0.5)));
    assertThat(loaded.points().stream().map(p -> p.experiment().scenario().runtime()))
        .containsOnly(new RuntimeSettings("1.26", 4, true));
    assertThat(
            loaded.points().stream()
                .map(p -> p.experiment().scenario().machine().quotaAt(Long.MAX_VALUE)))
        .containsExactly(new MachineSettings.Quota(3, 50_000_000, 0.5), null);
    assertThat(
            read(SMALL.replace("cores: 4}", "cores: 4, cpuQuotaChanges: [{at: 1s, cpuQuota: 1}]}"))
                .resolvedYaml())
        .contains("quotaPeriod: 100ms", "quotaBurst: 0");
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    Experiment experiment = read(SMALL).base();
    Scenario scenario = experiment.scenario();
    assertThat(scenario.runtime().version()).isEqualTo("1.26");
    assertThat(scenario.runtime().gomaxprocs()).isEqualTo(4);
    assertThat(experiment.gomaxprocsReason())
        .isEqualTo("auto: the machine's 4 cores, no CPU limit");
    assertThat(scenario.server().workers()).isEqualTo(ServerSettings.UNBOUNDED);
    assertThat(scenario.server().queueCapacity()).isEqualTo(ServerSettings.UNLIMITED);
    assertThat(scenario.server().whenFull()).isEqualTo(ServerSettings.WhenFull.BLOCK);
    assertThat(scenario.server().accept()).isEqualTo(ServerSettings.Accept.NETWORK);
    assertThat(scenario.window().durationNs()).isEqualTo(60_000_000_000L);
    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.costs().name()).isEqualTo("linux");
    assertThat(experiment.run()).isEqualTo(new Experiment.RunSettings(true, 5, null));
    assertThat(experiment.slo()).isNull();
    assertThat(scenario.classes()).hasSize(1);
    assertThat(scenario.classes().get(0).name()).isEqualTo("request");
  }

  @ParameterizedTest
  @CsvSource({
    "7ns,7",
    "250us,250000",
    "250µs,250000",
    "4ms,4000000",
    "1.5s,1500000000",
    "2m,120000000000",
    "1h,3600000000000",
    "1m30s,90000000000"
  })
  void durationsAreNanoseconds(String text, long ns) throws Exception {
    assertThat(step(text)).isEqualTo(new Distribution.Constant(ns));
  }

  @ParameterizedTest
  @CsvSource({
    "64B,64",
    "4KiB,4096",
    "16MiB,16777216",
    "2GiB,2147483648",
    "1kB,1000",
    "3MB,3000000",
    "1GB,1000000000"
  })
  void sizesAreBytes(String text, long bytes) throws Exception {
    assertThat(Quantity.SIZE.parse(text).longValueExact()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"200/s,200", "30/m,0.5", "1800/h,0.5"})
  void ratesArePerSecond(String text, double perSecond) throws Exception {
    assertThat(read(SMALL.replace("200/s", text)).base().scenario().arrivals())
        .isEqualTo(new Arrivals.Poisson(perSecond));
  }

  @Test
  void distributionsTakeCommasOrSpaces() throws Exception {
    assertThat(step("exponential(4ms)")).isEqualTo(new Distribution.Exponential(4e6));
    assertThat(step("uniform(1ms 3ms)")).isEqualTo(new Distribution.Uniform(1e6, 3e6));
    assertThat(step("normal(4ms sd=1ms)")).isEqualTo(new Distribution.Normal(4e6, 1e6));
    assertThat(step("'lognormal(4ms, cv=1.5)'")).isEqualTo(new Distribution.Lognormal(4e6, 1.5));
    assertThat(step("lognormal(p50=4ms p99=30ms)"))
        .isEqualTo(Distribution.Lognormal.ofPercentiles(4e6, 30e6));
    assertThat(step("gamma(4ms cv=0.5)")).isEqualTo(new Distribution.Gamma(4e6, 0.5));
    assertThat(step("erlang(4ms k=3)")).isEqualTo(new Distribution.Erlang(4e6, 3));
    assertThat(step("weibull(4ms shape=0.7)")).isEqualTo(new Distribution.Weibull(4e6, 0.7));
    assertThat(step("pareto(1ms alpha=1.5 max=2s)"))
        .isEqualTo(new Distribution.Pareto(1e6, 1.5, 2e9));
    assertThat(step("hyperexponential(4ms cv=3)"))
        .isEqualTo(new Distribution.Hyperexponential(4e6, 3));
    assertThat(step("'mixture(90%: 1ms, 0.1: mixture(50%: 2ms, 50%: exponential(80ms)))'"))
        .isEqualTo(
            new Distribution.Mixture(
                List.of(
                    new Distribution.Mixture.Component(0.9, new Distribution.Constant(1e6)),
                    new Distribution.Mixture.Component(
                        0.1,
                        new Distribution.Mixture(
                            List.of(
                                new Distribution.Mixture.Component(
                                    0.5, new Distribution.Constant(2e6)),
                                new Distribution.Mixture.Component(
                                    0.5, new Distribution.Exponential(8e7))))))));
    assertThat(((Distribution.Empirical) step("empirical(traces/columns.csv other_ms)")).values())
        .containsExactly(2e6, 3e6);
  }

  @Test
  void arrivalsAreReadAsWritten() throws Exception {
    assertThat(arrivals("constant(50/s)")).isEqualTo(new Arrivals.Constant(50));
    assertThat(arrivals("batch(poisson(20/s), size=geometric(10))"))
        .isEqualTo(new Arrivals.Batch(new Arrivals.Poisson(20), new Distribution.Geometric(10)));
    assertThat(arrivals("mmpp(50/s for 2s, 500/s for 200ms)"))
        .isEqualTo(
            new Arrivals.Modulated(
                List.of(
                    new Arrivals.Modulated.State(50, 2_000_000_000L),
                    new Arrivals.Modulated.State(500, 200_000_000L))));
    assertThat(arrivals("renewal(exponential(5ms))"))
        .isEqualTo(new Arrivals.Renewal(new Distribution.Exponential(5e6)));
    assertThat(arrivals("[{for: 9s, ramp: 50/s..440/s}, {for: 2s, arrivals: poisson(50/s)}]"))
        .isEqualTo(
            new Arrivals.Phases(
                List.of(
                    new Arrivals.Phases.Phase(
                        9_000_000_000L, new Arrivals.Ramp(50, 440, 9_000_000_000L)),
                    new Arrivals.Phases.Phase(2_000_000_000L, new Arrivals.Poisson(50)))));
  }

  private static Arrivals arrivals(String text) throws Exception {
    return read(SMALL.replace("poisson(200/s)", text)).base().scenario().arrivals();
  }

  @Test
  void aClassWithoutShareGetsTheRest() throws Exception {
    String text =
        """
        name: shop
        machine: {cores: 1}
        arrivals: poisson(1/s)
        requests:
          - {class: read, share: 80%, steps: [{cpu: 1ms}]}
          - class: write
            steps:
              - choice: [{share: 0.25, steps: []}, {steps: [{io: 1ms}]}]
        """;
    LoadedExperiment loaded = read(text);
    assertThat(loaded.base().scenario().classes().get(1).share()).isEqualTo(0.2);
    assertThat(loaded.resolvedYaml()).contains("share: 20%").contains("share: 75%");
  }

  @Test
  void settingsReplaceAndAddValues() throws Exception {
    LoadedExperiment loaded =
        read(
            SMALL,
            new Setting("server.workers", "8"),
            new Setting("server.queue", "64"),
            new Setting("steps.work", "exponential(2ms)"),
            new Setting("slo.p99", "100ms"),
            new Setting("profile", "ideal"),
            Setting.byOption("--seed", "run.seed", "7"));
    Scenario scenario = loaded.base().scenario();
    assertThat(scenario.server().workers()).isEqualTo(8);
    assertThat(scenario.server().queueCapacity()).isEqualTo(64);
    assertThat(((WorkStep.Cpu) scenario.classes().get(0).steps().get(0)).time())
        .isEqualTo(new Distribution.Exponential(2e6));
    assertThat(scenario.costs().name()).isEqualTo("ideal");
    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(loaded.resolvedYaml())
        .contains("workers: 8")
        .contains("seed: 7")
        .contains("p99: 100ms");
  }

  @Test
  void settingsThatAreWrongSayWhichOne() {
    assertThat(
            problems(
                SMALL,
                new Setting("server.wrkers", "3"),
                Setting.byOption("--seed", "run.seed", "x")))
        .containsExactly(
            "--set server.wrkers=3: unknown key \"wrkers\"; expected one of workers, queue, whenFull, deadline, overhead, accept, front, connections, lockOSThread;"
                + " did you mean \"workers\"?",
            "--seed x: \"seed\" is \"x\"; expected a whole number from 0 to 999999999999999999");
    assertThat(problems(SMALL, new Setting("steps.wrok", "1ms")))
        .containsExactly("--set steps.wrok=1ms: no step has the id \"wrok\"; expected work");
    assertThat(problems(SMALL, new Setting("name.first", "a")))
        .containsExactly("--set name.first=a: \"name\" has no keys below it");
    assertThat(problems(SMALL, new Setting("server", "{workers: ")))
        .containsExactly(
            "--set server={workers: : not valid YAML: the text ends inside quotes or a bracket");
  }

  @Test
  void laterAxesAreFastest() throws Exception {
    String text =
        SMALL
            + "sweep:\n  server.workers: [1, unbounded]\n  zip: {machine.cores: [1, 2], steps.work: [1ms, 2ms]}\n";
    LoadedExperiment loaded = read(text);
    assertThat(loaded.axes())
        .extracting(SweptKey::key)
        .containsExactly("server.workers", "machine.cores", "steps.work");
    assertThat(loaded.points())
        .extracting(Point::parameters)
        .containsExactly(
            Map.of("server.workers", 1L, "machine.cores", 1L, "steps.work", "1ms"),
            Map.of("server.workers", 1L, "machine.cores", 2L, "steps.work", "2ms"),
            Map.of("server.workers", "unbounded", "machine.cores", 1L, "steps.work", "1ms"),
            Map.of("server.workers", "unbounded", "machine.cores", 2L, "steps.work", "2ms"));
    assertThat(loaded.points().get(1).experiment().scenario().machine().cores()).isEqualTo(2);
    assertThat(loaded.points().get(1).experiment().scenario().server().workers()).isEqualTo(1);
    assertThat(loaded.base().scenario().machine().cores()).isEqualTo(4);
  }

  @Test
  void axesOfTheCommandLineJoinTheSweep() throws Exception {
    SweptKey axis = SweptKey.parse("steps.work=exponential(1ms),uniform(1ms, 3ms)");
    assertThat(axis.values()).containsExactly("exponential(1ms)", "uniform(1ms, 3ms)");
    LoadedExperiment loaded = ExperimentReader.read(source(SMALL), List.of(), List.of(axis));
    assertThat(loaded.points()).hasSize(2);
    assertThat(ExperimentReader.read(source(loaded.resolvedYaml()), List.of()).points())
        .isEqualTo(loaded.points());
  }

  @Test
  void combinationsThatAreWrongAreNamed() {
    String text =
        SMALL.replace("- {id: work", "- {id: a, cpu: 1ms}\n  - {id: work")
            + "sweep: {server.workers: [1, 2], run.seed: [1, -1]}\n";
    assertThat(problems(text))
        .containsExactly(
            "shop.yaml:7:47: \"seed\" is -1; expected a whole number from 0 to 999999999999999999 (at run.seed=-1)");
  }

  @Test
  void whatDoesNothingIsNoted() throws Exception {
    String text =
        SMALL
            + "process: {liveHeap: 64MiB}\nruntime: {gogc: off}\nserver: {queue: 5, workers: unbounded}\n";
    assertThat(read(text).notes())
        .extracting(Problem::toString)
        .containsExactly(
            "shop.yaml:6:21: note: \"liveHeap\" has no effect: no step allocates",
            "shop.yaml:7:17: note: \"gogc\" has no effect: no step allocates",
            "shop.yaml:8:17: note: \"queue\" has no effect: with unbounded workers no request waits in it");
  }
}
