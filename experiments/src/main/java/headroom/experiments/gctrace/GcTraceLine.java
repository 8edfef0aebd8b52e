package headroom.experiments.gctrace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a gctrace, such as {@code gc 3 @0.238s 1%: 0.30+24+0.12 ms clock, 0.61+0/6.0/24+0.25
 * ms cpu, 16->18->10 MB, 17 MB goal, 0 MB stacks, 1 MB globals, 2 P}. The runtime cuts off what it
 * does not print: times are read with two digits, or in whole ms from 10 ms on, sizes in whole MiB.
 *
 * @param cycle collections so far, this one included
 * @param startNs since the process started
 * @param cpuPercent CPU of all collections so far but for idle workers
 * @param leakCheck whether the collection looked for leaked goroutines
 * @param clock how long the phases took
 * @param cpu what the phases took of the CPU
 * @param heap sizes
 * @param gomaxprocs Ps
 * @param forced whether the program asked for the collection
 */
public record GcTraceLine(
    long cycle,
    long startNs,
    int cpuPercent,
    boolean leakCheck,
    Clock clock,
    Cpu cpu,
    Heap heap,
    int gomaxprocs,
    boolean forced) {
  private static final String TIME = "(\\d+(?:\\.\\d+)?)";
  private static final String SIZE = "(\\d+)";
  private static final String LEAK_CHECK = " (checking for goroutine leaks)";
  private static final String FORCED = " (forced)";

  private static final Pattern LINE =
      Pattern.compile(
          "gc (\\d+) @(\\d+\\.\\d{3})s (\\d+)%(\\Q%s\\E)?: ".replace("%s", LEAK_CHECK)
              + String.join("\\+", TIME, TIME, TIME)
              + " ms clock, "
              + String.join("\\+", TIME, String.join("/", TIME, TIME, TIME), TIME)
              + " ms cpu, "
              + String.join("->", SIZE, SIZE, SIZE)
              + " MB, (\\d+) MB goal, (\\d+) MB stacks, (\\d+) MB globals, (\\d+) P(\\Q%s\\E)?"
                  .replace("%s", FORCED));

  private static final long MIB = 1 << 20;
  private static final long MS = 1_000_000;

  /**
   * How long the phases took, ns.
   *
   * @param sweepTerminationNs the first stop
   * @param markNs marking beside the program
   * @param markTerminationNs the second stop
   */
  public record Clock(long sweepTerminationNs, long markNs, long markTerminationNs) {}

  /**
   * What the phases took of the CPU, ns. A stop counts for each P, at most for each core.
   *
   * @param sweepTerminationNs the first stop
   * @param assistNs goroutines that paid for their allocation
   * @param backgroundNs dedicated and fractional workers
   * @param idleNs workers on Ps that had nothing else to do
   * @param markTerminationNs the second stop
   */
  public record Cpu(
      long sweepTerminationNs,
      long assistNs,
      long backgroundNs,
      long idleNs,
      long markTerminationNs) {}

  /**
   * Sizes, bytes.
   *
   * @param startBytes heap when the collection started
   * @param endBytes heap when marking ended
   * @param markedBytes what is reachable
   * @param goalBytes where marking should have ended
   * @param stackBytes stacks that were scanned
   * @param globalBytes variables with pointers
   */
  public record Heap(
      long startBytes,
      long endBytes,
      long markedBytes,
      long goalBytes,
      long stackBytes,
      long globalBytes) {}

  /** The line's figures; empty if it is no gctrace of Go 1.19 or later. */
  public static Optional<GcTraceLine> read(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  private static GcTraceLine of(Matcher line) {
    return new GcTraceLine(
        Long.parseLong(line.group(1)),
        nanoseconds(line.group(2)) * 1000,
        Integer.parseInt(line.group(3)),
        line.group(4) != null,
        new Clock(
            nanoseconds(line.group(5)), nanoseconds(line.group(6)), nanoseconds(line.group(7))),
        new Cpu(
            nanoseconds(line.group(8)),
            nanoseconds(line.group(9)),
            nanoseconds(line.group(10)),
            nanoseconds(line.group(11)),
            nanoseconds(line.group(12))),
        new Heap(
            bytes(line.group(13)),
            bytes(line.group(14)),
            bytes(line.group(15)),
            bytes(line.group(16)),
            bytes(line.group(17)),
            bytes(line.group(18))),
        Integer.parseInt(line.group(19)),
        line.group(20) != null);
  }

  private static long bytes(String mebibytes) {
    return Long.parseLong(mebibytes) * MIB;
  }

  /** Milliseconds with at most three decimals. */
  private static long nanoseconds(String milliseconds) {
    int point = milliseconds.indexOf('.');
    if (point < 0) {
      return Long.parseLong(milliseconds) * MS;
    }
    String decimals = (milliseconds.substring(point + 1) + "000").substring(0, 3);
    return Long.parseLong(milliseconds.substring(0, point)) * MS
        + Long.parseLong(decimals) * (MS / 1000);
  }

  /** The line as the runtime writes it, without its end. */
  public String write() {
    return "gc "
        + cycle
        + " @"
        + decimal(startNs / MS, 3)
        + "s "
        + cpuPercent
        + (leakCheck ? "%" + LEAK_CHECK : "%")
        + ": "
        + milliseconds(clock.sweepTerminationNs)
        + "+"
        + milliseconds(clock.markNs)
        + "+"
        + milliseconds(clock.markTerminationNs)
        + " ms clock, "
        + milliseconds(cpu.sweepTerminationNs)
        + "+"
        + milliseconds(cpu.assistNs)
        + "/"
        + milliseconds(cpu.backgroundNs)
        + "/"
        + milliseconds(cpu.idleNs)
        + "+"
        + milliseconds(cpu.markTerminationNs)
        + " ms cpu, "
        + heap.startBytes / MIB
        + "->"
        + heap.endBytes / MIB
        + "->"
        + heap.markedBytes / MIB
        + " MB, "
        + heap.goalBytes / MIB
        + " MB goal, "
        + heap.stackBytes / MIB
        + " MB stacks, "
        + heap.globalBytes / MIB
        + " MB globals, "
        + gomaxprocs
        + (forced ? " P" + FORCED : " P");
  }

  /** Two digits, or whole milliseconds. Source: {@code mgc.go:fmtNSAsMS}. */
  private static String milliseconds(long ns) {
    if (ns >= 10 * MS) {
      return String.valueOf(ns / MS);
    }
    long digits = ns / 1000;
    if (digits == 0) {
      return "0";
    }
    int decimals = 3;
    while (digits >= 100) {
      digits /= 10;
      decimals--;
    }
    return decimal(digits, decimals);
  }

  /** {@code value} with the point so many digits from its end. Source: {@code mgc.go:itoaDiv}. */
  private static String decimal(long value, int decimals) {
    String digits = String.valueOf(value);
    digits = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
    int point = digits.length() - decimals;
    return decimals == 0 ? digits : digits.substring(0, point) + "." + digits.substring(point);
  }
}
