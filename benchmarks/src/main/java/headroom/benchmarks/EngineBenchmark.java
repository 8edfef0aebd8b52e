package headroom.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events a second of the same loads on four engines; an operation is one event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class EngineBenchmark {
  private static final int EVENTS = 2_000_000;
  private static final int OTHERS_EVENTS = 200_000;

  /** The load; see {@link Load#of}. */
  @Param({"HOLD_100", "HOLD_10000", "MM1", "MM8"})
  public String load = "";

  /** A heap and a loop. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long bare() {
    return new BareLoop().run(Load.of(load, EVENTS));
  }

  /** The project's engine inside DSOL's experiment. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long kernel() {
    return KernelRun.run(Load.of(load, EVENTS));
  }

  /** DSOL's own simulator. */
  @Benchmark
  @OperationsPerInvocation(OTHERS_EVENTS)
  public long stock() throws InterruptedException {
    return StockRun.run(Load.of(load, OTHERS_EVENTS));
  }

  /** SSJ's simulator with its default event list, one object an event. */
  @Benchmark
  @OperationsPerInvocation(OTHERS_EVENTS)
  public long ssj() {
    return SsjRun.run(Load.of(load, OTHERS_EVENTS));
  }
}
