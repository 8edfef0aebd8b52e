package headroom.benchmarks;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.engine.ReplicationRunner;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What a replication costs that does nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ReplicationBenchmark {
  private static final int MANY = 300;

  private static final class Idle implements ReplicationBody {
    @Override
    public void construct(HeadroomSimulator simulator) {
      simulator.schedule(1, 0, 0);
    }

    @Override
    public void handle(int kind, int subject) {}

    @Override
    public void warmedUp() {}

    @Override
    public void ended() {}

    @Override
    public Map<String, Double> outputs() {
      return Map.of("figure", 1.0);
    }
  }

  /** One replication in an experiment of its own. */
  @Benchmark
  public void alone() {
    ReplicationRunner.run(replication -> new Idle(), 0, 1, 0, 10);
  }

  /** One replication of an experiment with many. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void oneOfMany() {
    ReplicationRunner.run(replication -> new Idle(), 0, MANY, 0, 10);
  }
}
