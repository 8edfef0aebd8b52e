package headroom.benchmarks;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.Scenario;
import headroom.model.Simulation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * How the cost of a request grows with the number of goroutines that are alive; an operation is a
 * request, 200,000 come in a second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OperationsPerInvocation(GoroutineBenchmark.REQUESTS)
@State(Scope.Thread)
public class GoroutineBenchmark {
  static final int REQUESTS = 1_000_000;

  /** What a request waits for the network: a thousand goroutines alive, to a million. */
  @Param({"5ms", "50ms", "500ms", "5s"})
  public String io = "";

  @SuppressWarnings("NullAway.Init") // read before the first run
  private Scenario scenario;

  /** Reads the file. */
  @Setup
  public void read() throws IOException, InvalidExperimentException {
    scenario = Services.named("goroutines", List.of(Setting.parse("steps.0.io=" + io)));
  }

  /** One replication. */
  @Benchmark
  public long request() {
    return Simulation.run(scenario, 0).events();
  }
}
