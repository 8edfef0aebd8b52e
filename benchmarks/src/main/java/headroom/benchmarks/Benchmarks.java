package headroom.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH with its usual options, also measures the CPU time of each operation and prints, for
 * each load, the ratios that matter.
 */
public final class Benchmarks {
  private static final int CHECKED_EVENTS = 100_000;

  private Benchmarks() {}

  /** The entry point; the arguments are JMH's. */
  public static void main(String[] args)
      throws IOException, RunnerException, CommandLineOptionException, InterruptedException {
    CommandLineOptions options = new CommandLineOptions(args);
    if (asksOnly(options)) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    checkThatEnginesAgree();
    String engine = EngineBenchmark.class.getName() + ".";
    Map<String, Map<String, Double>> costs = new TreeMap<>();
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().parent(options).addProfiler(CpuTime.class).build()).run();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      if (name.startsWith(engine)) {
        Result<?> cpu = requireNonNull(result.getSecondaryResults().get(CpuTime.CPU));
        costs
            .computeIfAbsent(result.getParams().getParam("load"), load -> new TreeMap<>())
            .put(name.substring(engine.length()), cpu.getScore());
      }
    }
    costs.forEach(Benchmarks::printRatios);
  }

  private static boolean asksOnly(CommandLineOptions options) {
    return options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats();
  }

  /** Speeds of engines that do different things cannot be compared. */
  private static void checkThatEnginesAgree() throws InterruptedException {
    for (String load : List.of("HOLD_100", "HOLD_10000", "MM1", "MM8")) {
      long bare = new BareLoop().run(Load.of(load, CHECKED_EVENTS));
      long kernel = KernelRun.run(Load.of(load, CHECKED_EVENTS));
      long stock = StockRun.run(Load.of(load, CHECKED_EVENTS));
      long ssj = SsjRun.run(Load.of(load, CHECKED_EVENTS));
      if (bare == 0 || bare != kernel || bare != stock || bare != ssj) {
        throw new IllegalStateException(
            String.format(
                "%s gives %d bare, %d in the kernel, %d in DSOL, %d in SSJ",
                load, bare, kernel, stock, ssj));
      }
    }
  }

  private static void printRatios(String load, Map<String, Double> costs) {
    double kernel = costs.getOrDefault("kernel", Double.NaN);
    double bare = costs.getOrDefault("bare", Double.NaN);
    double stock = costs.getOrDefault("stock", Double.NaN);
    double ssj = costs.getOrDefault("ssj", Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "%-10s CPU of an event: bare %.1f, kernel %.1f, DSOL's own %.0f, SSJ %.0f ns;"
            + " speed kernel/bare %.2f, kernel/DSOL %.1f, kernel/SSJ %.1f%n",
        load,
        bare,
        kernel,
        stock,
        ssj,
        bare / kernel,
        stock / kernel,
        ssj / kernel);
  }
}
