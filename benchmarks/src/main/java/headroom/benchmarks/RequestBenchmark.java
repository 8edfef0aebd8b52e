package headroom.benchmarks;

import headroom.experiments.file.InvalidExperimentException;
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

/** What a request of several services costs; an operation is a request. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(Services.REQUESTS)
@State(Scope.Thread)
public class RequestBenchmark {
  /** The file; see {@link Services}. */
  @Param({"plain", "deadline", "spawn", "pool", "alloc", "quota", "http"})
  public String service = "";

  @SuppressWarnings("NullAway.Init") // read before the first run
  private Scenario scenario;

  private int replication;

  /** Reads the file. */
  @Setup
  public void read() throws IOException, InvalidExperimentException {
    scenario = Services.named(service, List.of());
  }

  /** One replication. */
  @Benchmark
  public long request() {
    return Simulation.run(scenario, replication++ % 8).events();
  }
}
