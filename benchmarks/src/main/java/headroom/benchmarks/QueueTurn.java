package headroom.benchmarks;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nl.tudelft.simulation.jstats.distributions.DistExponential;
import nl.tudelft.simulation.jstats.streams.MersenneTwister;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;

/**
 * One simulator of {@link QueueComparison}, alone in its process, so that nothing the others do is
 * in its code: an M/M/c queue whose services take 1 ms on average, simulated three times to warm
 * the compiler up and once more for the measurement. Each draws with its own generators.
 */
public final class QueueTurn {
  private static final int WARM_UPS = 3;

  private final int servers;
  private final double utilization;
  private final long customers;

  private QueueTurn(int servers, double utilization, long customers) {
    this.servers = servers;
    this.utilization = utilization;
    this.customers = customers;
  }

  /** What a simulation came to. */
  private record Outcome(long customers, double meanWaitNs) {}

  /** Simulates the queue. */
  private interface Simulator {
    Outcome simulate(long seed) throws InterruptedException;
  }

  /**
   * Simulates and prints customers, CPU time in ns and mean wait in ms.
   *
   * @param args simulator, servers, utilization, customers, seed
   */
  public static void main(String[] args)
      throws IOException, InvalidExperimentException, InterruptedException {
    QueueTurn turn =
        new QueueTurn(
            Integer.parseInt(args[1]), Double.parseDouble(args[2]), Long.parseLong(args[3]));
    long seed = Long.parseLong(args[4]);
    Simulator simulator = turn.simulator(args[0], seed);
    for (int i = 1; i <= WARM_UPS; i++) {
      simulator.simulate(seed + i * 1000L);
    }
    long startNs = CpuTime.usedNs();
    Outcome outcome = simulator.simulate(seed);
    long usedNs = CpuTime.usedNs() - startNs;
    System.out.printf(
        Locale.ROOT, "%d %d %.6f%n", outcome.customers(), usedNs, outcome.meanWaitNs() / 1e6);
  }

  private Simulator simulator(String name, long fileSeed)
      throws IOException, InvalidExperimentException {
    return switch (name) {
      case "headroom" -> replication(fileSeed, "machine.cores=1");
      case "headroom-cpu" ->
          replication(
              fileSeed,
              "machine.cores=" + servers,
              "runtime.gomaxprocs=" + servers,
              "steps=[{cpu: exponential(1ms)}]");
      case "kernel" -> this::kernel;
      case "dsol" -> this::dsol;
      case "ssj" -> this::ssj;
      default -> throw new IllegalArgumentException("no simulator " + name);
    };
  }

  /** A replication of an experiment file, with all that it measures. */
  private Simulator replication(long fileSeed, String... settings)
      throws IOException, InvalidExperimentException {
    double perSecond = utilization * servers * 1000;
    Stream<String> ofQueue =
        Stream.of(
            "server.workers=" + servers,
            "arrivals=poisson(" + perSecond + "/s)",
            "run.duration=" + Math.round(customers / perSecond * 1e3) + "ms",
            "run.seed=" + fileSeed);
    List<Setting> all = Stream.concat(ofQueue, Stream.of(settings)).map(Setting::parse).toList();
    Scenario scenario = Services.named("mmc", all);
    return seed -> {
      Observation seen = Simulation.run(scenario, (int) seed);
      return new Outcome(seen.counts().completed(), seen.waitNs().getMean());
    };
  }

  private Outcome kernel(long seed) {
    KeyedStream stream = KeyedStream.of(seed, 0, "queue");
    Distribution time = new Distribution.Exponential(Load.MEAN_NS);
    QueueLoad load = load(() -> time.sample(stream));
    KernelRun.run(load);
    return outcomeOf(load);
  }

  private Outcome dsol(long seed) throws InterruptedException {
    DistExponential time = new DistExponential(new MersenneTwister(seed), Load.MEAN_NS);
    QueueLoad load = load(() -> Math.round(time.draw()));
    StockRun.run(load);
    return outcomeOf(load);
  }

  private Outcome ssj(long seed) {
    MRG32k3a stream = new MRG32k3a();
    stream.setSeed(new long[] {seed, seed, seed, seed, seed, seed});
    QueueLoad load = load(() -> Math.round(ExponentialGen.nextDouble(stream, 1 / Load.MEAN_NS)));
    SsjRun.run(load);
    return outcomeOf(load);
  }

  private QueueLoad load(Load.Draws draws) {
    return new QueueLoad(servers, utilization, draws, 2 * customers);
  }

  private static Outcome outcomeOf(QueueLoad load) {
    return new Outcome(load.started(), load.meanWaitNs());
  }
}
