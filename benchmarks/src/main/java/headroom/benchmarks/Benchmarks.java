package headroom.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH with its usual options and prints, for each load, the ratios that matter. */
public final class Benchmarks {
  private static final int CHECKED_EVENTS = 100_000;

  private Benchmarks() {}

  /** The entry point; the arguments are JMH's. */
  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, InterruptedException {
    checkThatEnginesAgree();
    String engine = EngineBenchmark.class.getName() + ".";
    Map<String, Map<String, Double>> rates = new TreeMap<>();
    Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      if (name.startsWith(engine)) {
        rates
            .computeIfAbsent(result.getParams().getParam("load"), load -> new TreeMap<>())
            .put(name.substring(engine.length()), result.getPrimaryResult().getScore());
      }
    }
    rates.forEach(Benchmarks::printRatios);
  }

  /** Speeds of engines that do different things cannot be compared. */
  private static void checkThatEnginesAgree() throws InterruptedException {
    for (String load : List.of("HOLD_100", "HOLD_10000", "MM1", "MM8")) {
      long bare = new BareLoop().run(Load.of(load, CHECKED_EVENTS));
      long kernel = KernelRun.run(Load.of(load, CHECKED_EVENTS));
      long stock = StockRun.run(Load.of(load, CHECKED_EVENTS));
      if (bare == 0 || bare != kernel || bare != stock) {
        throw new IllegalStateException(
            load + " gives " + bare + " bare, " + kernel + " in the kernel, " + stock + " in DSOL");
      }
    }
  }

  private static void printRatios(String load, Map<String, Double> rates) {
    double kernel = rates.getOrDefault("kernel", Double.NaN);
    double bare = rates.getOrDefault("bare", Double.NaN);
    double stock = rates.getOrDefault("stock", Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "%-10s bare %6.2f, kernel %6.2f, DSOL's own %5.2f million events/s;"
            + " kernel/bare %.2f, kernel/DSOL %.1f%n",
        load,
        bare / 1e6,
        kernel / 1e6,
        stock / 1e6,
        kernel / bare,
        kernel / stock);
  }
}
