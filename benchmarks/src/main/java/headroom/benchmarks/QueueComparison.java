package headroom.benchmarks;

import headroom.experiments.queueing.MultiServerQueue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Whole simulators beside each other on the same M/M/c queues: what a customer costs, and whether
 * the mean wait is the exact one. They run in turn, each in a process of its own, several rounds.
 */
public final class QueueComparison {
  private static final int FEWEST_ROUNDS = 3;

  /** A mean so many half-widths of its 95 % interval away from the exact one is a mistake. */
  private static final double FARTHEST = 2;

  private static final List<Queue> QUEUES = List.of(new Queue(1, 0.8), new Queue(8, 0.9));

  private static final List<Participant> PARTICIPANTS =
      List.of(
          new Participant("headroom", "headroom: workers, io", 3_000_000),
          new Participant("headroom-cpu", "headroom: workers and cores, cpu", 3_000_000),
          new Participant("kernel", "headroom's kernel alone", 10_000_000),
          new Participant("dsol", "DSOL's DevsSimulator", 2_000_000),
          new Participant("ssj", "SSJ", 3_000_000),
          new Participant("mmc_simpy.py", "SimPy", 300_000),
          new Participant("mmc_ciw.py", "Ciw", 200_000));

  private final int rounds;
  private final List<Participant> participants;
  private final String python;

  private QueueComparison(int rounds, String python) {
    this.rounds = rounds;
    this.python = python;
    this.participants =
        PARTICIPANTS.stream().filter(each -> !each.isScript() || !python.isEmpty()).toList();
  }

  /** An M/M/c queue; services take 1 ms on average. */
  private record Queue(int servers, double utilization) {
    double exactWaitMs() {
      MultiServerQueue queue = new MultiServerQueue(utilization * servers * 1000, 1e-3, servers);
      return (queue.meanResponseS() - 1e-3) * 1e3;
    }
  }

  /** A simulator and how many customers it simulates in a turn. */
  private record Participant(String name, String title, int customers) {
    boolean isScript() {
      return name.endsWith(".py");
    }
  }

  /** What a simulator did in all its turns. */
  private static final class Turns {
    final double[] customerNs;
    final DescriptiveStatistics waitMs = new DescriptiveStatistics();

    Turns(int rounds) {
      customerNs = new double[rounds];
    }

    /** Half the 95 % interval of the mean wait, ms. */
    double halfWidthMs() {
      double turns = waitMs.getN();
      return new TDistribution(turns - 1).inverseCumulativeProbability(0.975)
          * waitMs.getStandardDeviation()
          / Math.sqrt(turns);
    }
  }

  /**
   * Compares.
   *
   * @param args the number of rounds and, if SimPy and Ciw are to take part, the interpreter of
   *     Python that has them
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(args[0]);
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException("at least " + FEWEST_ROUNDS + " rounds");
    }
    QueueComparison comparison = new QueueComparison(rounds, args.length > 1 ? args[1] : "");
    for (Queue queue : QUEUES) {
      comparison.compareOn(queue);
    }
  }

  private void compareOn(Queue queue) throws IOException, InterruptedException {
    List<Turns> all = participants.stream().map(each -> new Turns(rounds)).toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < participants.size(); i++) {
        take(queue, participants.get(i), round, all.get(i));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%nM/M/%d at %.1f, exact mean wait %.4f ms%n%-34s%12s%18s%30s%n",
        queue.servers(),
        queue.utilization(),
        queue.exactWaitMs(),
        "",
        "ns/customer",
        "of headroom",
        "mean wait, ms");
    for (int i = 0; i < participants.size(); i++) {
      print(participants.get(i), all.get(i), all.get(0));
    }
    for (int i = 0; i < participants.size(); i++) {
      check(queue, participants.get(i), all.get(i));
    }
  }

  /** One turn of one simulator. */
  private void take(Queue queue, Participant participant, int round, Turns turns)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (participant.isScript()) {
      command.addAll(
          List.of(python, Path.of("benchmarks", "python", participant.name()).toString()));
    } else {
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xms1g",
              "-Xmx1g",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              QueueTurn.class.getName(),
              participant.name()));
    }
    command.add(Integer.toString(queue.servers()));
    command.add(Double.toString(queue.utilization()));
    command.add(Integer.toString(participant.customers()));
    command.add(Integer.toString(round + 1));
    String[] words = lastLineOf(command).split(" ", -1);
    turns.customerNs[round] = Double.parseDouble(words[1]) / Double.parseDouble(words[0]);
    turns.waitMs.addValue(Double.parseDouble(words[2]));
  }

  private static String lastLineOf(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
    return last;
  }

  /** The ratio is of each round, its median and its range. */
  private void print(Participant participant, Turns turns, Turns headroom) {
    double[] ratios = new double[rounds];
    Arrays.setAll(ratios, round -> turns.customerNs[round] / headroom.customerNs[round]);
    DescriptiveStatistics ratio = new DescriptiveStatistics(ratios);
    System.out.printf(
        Locale.ROOT,
        "%-34s%12.0f%30s%22s%n",
        participant.title(),
        new DescriptiveStatistics(turns.customerNs).getPercentile(50),
        String.format(
            Locale.ROOT,
            "%.3g (%.3g to %.3g)",
            ratio.getPercentile(50),
            ratio.getMin(),
            ratio.getMax()),
        String.format(Locale.ROOT, "%.4f ± %.4f", turns.waitMs.getMean(), turns.halfWidthMs()));
  }

  /** Speeds of simulators that do different things cannot be compared. */
  private static void check(Queue queue, Participant participant, Turns turns) {
    double error = turns.waitMs.getMean() - queue.exactWaitMs();
    if (!(Math.abs(error) <= FARTHEST * turns.halfWidthMs())) {
      throw new IllegalStateException(
          participant.title() + ": the mean wait is off by " + error + " ms");
    }
  }
}
