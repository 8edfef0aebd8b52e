package headroom.benchmarks;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.Scenario;
import headroom.model.Simulation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How the cost of a request grows with the size of things; an operation is a request. Each case is
 * a service and the keys that are set otherwise in its file.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(Services.REQUESTS)
@State(Scope.Thread)
public class GrowthBenchmark {
  /** Each axis is taken far beyond what services have. */
  @Param({
    "plain",
    "plain machine.cores=1 runtime.gomaxprocs=1 arrivals=poisson(700/s) run.duration=14.3s",
    "plain machine.cores=16 runtime.gomaxprocs=16 arrivals=poisson(4000/s) run.duration=2.5s",
    "plain machine.cores=64 runtime.gomaxprocs=64 arrivals=poisson(16000/s) run.duration=625ms"
        + " server.workers=1024",
    "plain runtime.gomaxprocs=16",
    "plain runtime.gomaxprocs=64",
    "plain server.workers=16",
    "plain server.workers=1024",
    "plain server.workers=16384",
    "plain server.workers=unbounded",
    "plain server.workers=unbounded steps.1.io=1s",
    "plain server.workers=unbounded steps.1.io=5s",
    "plain arrivals=poisson(100/s) run.duration=100s",
    "plain arrivals=poisson(3000/s) run.duration=3.33s",
    "plain arrivals=poisson(3800/s) run.duration=2.63s",
    "steps",
    "steps steps.0.repeat.times=10",
    "steps steps.0.repeat.times=100",
    "alloc process.liveHeap=4MiB",
    "alloc",
    "alloc process.liveHeap=1GiB",
    "alloc process.liveHeap=16GiB"
  })
  public String growth = "";

  @SuppressWarnings("NullAway.Init") // read before the first run
  private Scenario scenario;

  private int replication;

  /** Reads the file. */
  @Setup
  public void read() throws IOException, InvalidExperimentException {
    String[] words = growth.split(" ");
    List<Setting> settings = Stream.of(words).skip(1).map(Setting::parse).toList();
    scenario = Services.named(words[0], settings);
  }

  /** One replication. */
  @Benchmark
  public long request() {
    return Simulation.run(scenario, replication++ % 8).events();
  }
}
