package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Point;
import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the steps that wait for each other, and the resources they name, mean. */
class SharedResourcesTest {
  private static final String HEAD = "name: shop\nmachine: {cores: 4}\narrivals: poisson(200/s)\n";
  private static final String RESOURCES =
      """
      resources:
        pools: {db: {size: 10, maxWait: 100ms}, rows: {size: 1}}
        mutexes: {index: {}, table: {}}
        channels: {events: {capacity: 8, consumers: 2, for: [{id: insert, cpu: 50us}]}, done: {}}
        sinks: {stdout: {stallEvery: 10s, stallFor: 200ms}, stderr: {}}
      """;

  private static LoadedExperiment read(String text) throws Exception {
    return ExperimentReader.read(
        new ExperimentSource("shop.yaml", text, Path.of("")), List.of(), List.of());
  }

  private static RequestStep step(String text) throws Exception {
    Scenario scenario = read(HEAD + "steps:\n  - " + text + "\n" + RESOURCES).base().scenario();
    return scenario.classes().get(0).steps().get(0);
  }

  private static Distribution ms(double value) {
    return new Distribution.Constant(value * 1e6);
  }

  private static List<RequestStep> cpu(double milliseconds) {
    return List.of(new WorkStep.Cpu(null, ms(milliseconds)));
  }

  @Test
  void stepsOfTheKernelAndTheStack() throws Exception {
    assertThat(step("syscall: 3ms")).isEqualTo(new WorkStep.SystemCall(null, ms(3)));
    assertThat(step("{id: c, cgo: exponential(2ms)}"))
        .isEqualTo(new WorkStep.Cgo("c", new Distribution.Exponential(2e6)));
    assertThat(step("stack: 16KiB"))
        .isEqualTo(new WorkStep.Stack(null, new Distribution.Constant(16_384)));
    assertThat(step("stack: exponential(1kB)"))
        .isEqualTo(new WorkStep.Stack(null, new Distribution.Exponential(1_000)));
  }

  @Test
  void locksHaveAMode() throws Exception {
    assertThat(step("lock: {mutex: index, for: [{cpu: 1ms}]}"))
        .isEqualTo(new SharedStep.Lock(null, "index", SharedStep.Lock.Mode.MUTEX, cpu(1)));
    assertThat(step("lock: {rwmutex: index, mode: read, for: [{cpu: 1ms}]}"))
        .isEqualTo(new SharedStep.Lock(null, "index", SharedStep.Lock.Mode.READ, cpu(1)));
    assertThat(step("lock: {rwmutex: index, for: [{cpu: 1ms}]}"))
        .isEqualTo(new SharedStep.Lock(null, "index", SharedStep.Lock.Mode.WRITE, cpu(1)));
  }

  @Test
  void callsChannelsAndLogs() throws Exception {
    assertThat(step("{id: q, call: {pool: db, for: 8ms, timeout: 200ms}}"))
        .isEqualTo(new SharedStep.Call("q", "db", ms(8), 200_000_000L));
    assertThat(step("call: {pool: db, for: 8ms}"))
        .isEqualTo(new SharedStep.Call(null, "db", ms(8), RequestStep.NO_LIMIT));
    assertThat(step("send: {channel: events}")).isEqualTo(new SharedStep.Send(null, "events"));
    assertThat(step("recv: {channel: events}")).isEqualTo(new SharedStep.Receive(null, "events"));
    assertThat(step("close: {channel: events}")).isEqualTo(new SharedStep.Close(null, "events"));
    assertThat(step("log: {sink: stdout}")).isEqualTo(new SharedStep.Log(null, 200, "stdout"));
    assertThat(step("log: {bytes: 9, sink: stdout}"))
        .isEqualTo(new SharedStep.Log(null, 9, "stdout"));
  }

  @Test
  void goroutinesTimeLimitsAndTickers() throws Exception {
    Distribution once = new Distribution.Constant(1);
    assertThat(step("spawn: {count: 8, steps: [{cpu: 1ms}]}"))
        .isEqualTo(new BlockStep.Spawn(null, new Distribution.Constant(8), List.of(cpu(1)), true));
    assertThat(
            step("spawn: {branches: [{steps: [{cpu: 1ms}]}, {steps: [{cpu: 2ms}]}], join: none}"))
        .isEqualTo(new BlockStep.Spawn(null, once, List.of(cpu(1), cpu(2)), false));
    assertThat(step("within: {timeout: 5ms, steps: [{cpu: 1ms}]}"))
        .isEqualTo(new BlockStep.Within(null, 5_000_000, cpu(1)));
    assertThat(step("ticker: {period: 1s}"))
        .isEqualTo(new WorkStep.Ticker(null, 1_000_000_000, false, true));
    assertThat(step("ticker: {period: 1s, leak: true, read: false}"))
        .isEqualTo(new WorkStep.Ticker(null, 1_000_000_000, true, false));
  }

  @Test
  void goroutinesAreWiredToThreadsOnDemand() throws Exception {
    String text = HEAD + "steps: [{send: {channel: work}}]\nserver: {workers: 4}\n";
    String channels = "resources: {channels: {work: {capacity: 1, consumers: 2}}}\n";
    Scenario plain = read(text + channels).base().scenario();
    assertThat(plain.server().lockOsThread()).isFalse();
    assertThat(plain.resources().channels().get(0).lockOsThread()).isFalse();
    Scenario wired =
        read(text.replace("workers: 4", "workers: 4, lockOSThread: true")
                + channels.replace("consumers: 2", "consumers: 2, lockOSThread: true"))
            .base()
            .scenario();
    assertThat(wired.server().lockOsThread()).isTrue();
    assertThat(wired.resources().channels().get(0).lockOsThread()).isTrue();
  }

  @Test
  void resourcesHaveTheirDefaults() throws Exception {
    Resources resources =
        read(HEAD + "steps: [{cpu: 1ms}]\n" + RESOURCES).base().scenario().resources();
    assertThat(resources.pools())
        .containsExactly(
            new Resources.PoolSettings("db", 10, 100_000_000),
            new Resources.PoolSettings("rows", 1, RequestStep.NO_LIMIT));
    assertThat(resources.mutexes())
        .containsExactly(
            new Resources.MutexSettings("index"), new Resources.MutexSettings("table"));
    assertThat(resources.channels())
        .containsExactly(
            new Resources.ChannelSettings(
                "events", 8, 2, List.of(new WorkStep.Cpu("insert", ms(0.05)))),
            new Resources.ChannelSettings("done", 0, 0, List.of()));
    Distribution write = new Distribution.Constant(5_000);
    assertThat(resources.sinks())
        .containsExactly(
            new Resources.SinkSettings("stdout", write, 4_096, 10_000_000_000L, 200_000_000),
            new Resources.SinkSettings("stderr", write, 4_096, RequestStep.NO_LIMIT, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resources.pools.db.size|3|pools=[PoolSettings[name=db, size=3, maxWaitNs=100000000, ",
        "resources.channels.events.for.insert|7ns|Cpu[id=insert, time=Constant[value=7.0]]",
        "resources.sinks.stdout.stallFor|1ms|stallForNs=1000000]",
        "steps.held|7ns|Cpu[id=held, time=Constant[value=7.0]]",
        "steps.query|7ns|Call[id=query, pool=db, time=Constant[value=7.0]",
        "steps.query.call.timeout|7ns|timeoutNs=7,",
        "steps.query.call.errors|7%|CallFailure[share=0.07",
        "steps.query.call.retries|7|retries=7",
        "resources.pools.db.maxIdle|7|maxIdle=7",
        "resources.pools.db.connect|7ns|connect=Constant[value=7.0]",
        "steps.fan|3|Spawn[id=fan, count=Constant[value=3.0]",
        "steps.leaf|7ns|SystemCall[id=leaf, time=Constant[value=7.0]]",
        "steps.other|7ns|Cgo[id=other, time=Constant[value=7.0]]",
        "steps.limit|7ns|Within[id=limit, timeoutNs=7",
        "steps.inner|7B|Stack[id=inner, bytes=Constant[value=7.0]]",
        "steps.line|7|Log[id=line, bytes=7",
        "steps.clock|7ns|Ticker[id=clock, periodNs=7"
      })
  void sweepsReachEveryAmount(String key, String value, String found) throws Exception {
    String text =
        HEAD
            + """
            steps:
              - lock: {mutex: index, for: [{id: held, cpu: 1ms}]}
              - {id: query, call: {pool: db, for: 8ms}}
              - {id: fan, spawn: {steps: [{id: leaf, syscall: 1ms}]}}
              - spawn: {branches: [{steps: [{id: other, cgo: 1ms}]}]}
              - {id: limit, within: {timeout: 9ms, steps: [{id: inner, stack: 1KiB}]}}
              - {id: line, log: {sink: stdout}}
              - {id: clock, ticker: {period: 1s}}
            """
            + RESOURCES;
    List<Point> points = read(text + "sweep: {" + key + ": [" + value + "]}\n").points();
    assertThat(points).hasSize(1);
    assertThat(read(text).base().scenario().toString()).doesNotContain(found);
    assertThat(points.get(0).experiment().scenario().toString()).contains(found);
  }

  @Test
  void looseEndsAreNoted() throws Exception {
    String text =
        HEAD
            + """
            steps:
              - lock:
                  mutex: index
                  for:
                    - lock: {mutex: index, for: [{cpu: 1ms}]}
                    - spawn: {steps: [{lock: {mutex: index, for: [{cpu: 1ms}]}}], join: none}
              - lock: {rwmutex: table, mode: read, for: [{lock: {rwmutex: table, mode: read, for: [{cpu: 1ms}]}}]}
              - lock: {rwmutex: table, mode: read, for: [{lock: {rwmutex: table, for: [{cpu: 1ms}]}}]}
              - {id: out, send: {channel: done}}
              - {id: in, recv: {channel: never}}
            resources:
              pools: {db: {size: 1}}
              mutexes: {index: {}, table: {}}
              channels: {done: {for: [{cpu: 1ms}]}, never: {}}
            """;
    assertThat(read(text).notes())
        .extracting(Problem::toString)
        .containsExactly(
            "shop.yaml:8:17: note: \"index\" is locked where it is held already: the goroutine waits for itself for ever",
            "shop.yaml:11:53: note: \"table\" is locked where it is held already: the goroutine waits for itself for ever",
            "shop.yaml:15:11: note: the pool \"db\" has no effect: no step uses it",
            "shop.yaml:17:14: note: nothing receives from the channel \"done\": once it is full, a send waits for ever",
            "shop.yaml:17:26: note: \"for\" has no effect: the channel has no consumers",
            "shop.yaml:17:41: note: nothing sends on the channel \"never\": a receive waits for ever");
  }
}
