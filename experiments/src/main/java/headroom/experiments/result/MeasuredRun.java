package headroom.experiments.result;

/**
 * One run of a real Go program, as it wrote it to {@code measured.json}. Latencies are those of
 * requests that arrived inside the window and completed, quantiles by nearest rank; the rest
 * belongs to the window too, but for {@code stealShare} and {@code otherCores}, which are of the
 * whole run.
 *
 * @param go its version
 * @param windowS length of the window, s
 * @param coresUsed CPU of the program, its system calls included
 * @param gcCycles collections that ended in the window
 * @param gcCores CPU of the collector as the Go runtime counts it, when a cycle ends
 * @param heapGoalMaxBytes the largest heap goal that samples found, every 50 ms of the whole run
 * @param clientCoresUsed CPU of its clients and of the service behind it, on the same machine
 * @param clientLateP99Us how late requests were sent, µs
 * @param realtime whether the clients had real-time priority
 * @param stealShare time that the hypervisor took from this machine, share of all
 * @param otherCores CPU of other programs
 */
public record MeasuredRun(
    String go,
    double windowS,
    long offered,
    long completed,
    long rejected,
    double throughputPerS,
    Latency latencyMs,
    double coresUsed,
    double gcCycles,
    double gcCores,
    long heapGoalMaxBytes,
    double clientCoresUsed,
    double clientLateP99Us,
    boolean realtime,
    double stealShare,
    double otherCores) {

  /** From intended arrival to completion, ms. */
  public record Latency(double mean, double p50, double p90, double p95, double p99, double max) {}
}
