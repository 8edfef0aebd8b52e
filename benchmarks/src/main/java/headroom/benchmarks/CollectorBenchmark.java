package headroom.benchmarks;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.collector.MemorySettings;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request costs that allocates 64 KiB in 100 objects beside a live heap of 64 MiB, with the
 * collector that follows, and what it costs without. An operation is a request.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 6, time = 2)
@OperationsPerInvocation(CollectorBenchmark.REQUESTS)
@State(Scope.Thread)
public class CollectorBenchmark {
  /** Requests of a run, in the mean. */
  static final int REQUESTS = 10_000;

  private static final double PER_SECOND = 500;
  private static final long SECOND_NS = 1_000_000_000;

  private long replication;

  /** With allocation and collector. */
  @Benchmark
  public long collected() {
    return run(true);
  }

  /** The same request without. */
  @Benchmark
  public long plain() {
    return run(false);
  }

  private long run(boolean allocates) {
    return Simulation.run(scenario(allocates), (int) (replication++ % 8)).events();
  }

  private static Scenario scenario(boolean allocates) {
    List<RequestStep> steps = new ArrayList<>();
    steps.add(new WorkStep.Cpu(null, new Distribution.Constant(500_000)));
    if (allocates) {
      steps.add(new WorkStep.Alloc(null, new Distribution.Constant(64 << 10), 100, 0.25, 0.1));
    }
    steps.add(new WorkStep.NetworkIo(null, new Distribution.Constant(5_000_000)));
    steps.add(new WorkStep.Cpu(null, new Distribution.Constant(500_000)));
    return new Scenario(
        new MachineSettings(2),
        new RuntimeSettings("1.26", 2),
        new ProcessSettings(0, 0),
        new MemorySettings(
            PacerSettings.DEFAULT,
            AllocationShape.ofLiveHeap(64 << 20, 0.25, 256),
            MemorySettings.SMALL_PROGRAM_GLOBALS,
            Long.MAX_VALUE),
        new Arrivals.Poisson(PER_SECOND),
        ClientSettings.PATIENT,
        new ServerSettings(
            16,
            ServerSettings.UNLIMITED,
            ServerSettings.WhenFull.BLOCK,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK,
            ServerSettings.NO_DEADLINE),
        List.of(new RequestClass("all", 1, steps)),
        Resources.NONE,
        CostProfile.reference(),
        new Window(0, (long) (REQUESTS / PER_SECOND * SECOND_NS), new long[0]),
        1);
  }
}
