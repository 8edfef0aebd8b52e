package headroom.model.go.collector;

/**
 * What one cycle of the collector was. Times ns, sizes bytes; the fields are those of a line of
 * {@code GODEBUG=gctrace=1}. Source: {@code runtime/mgc.go:gcMarkTermination}.
 *
 * @param number from 1
 * @param startNs when the first stop was asked for
 * @param forced whether it started because the last one was two minutes old
 * @param firstPauseNs the stop before marking
 * @param markNs between the stops
 * @param secondPauseNs the stop after marking
 * @param assistNs CPU of assists
 * @param dedicatedNs CPU of dedicated and fractional workers
 * @param idleNs CPU of idle workers
 * @param triggered heap at the start
 * @param heapAtEnd heap when marking ended
 * @param marked what was found reachable
 * @param goal for this cycle
 * @param stackBytes stacks that were scanned
 * @param processors GOMAXPROCS, which stays during a cycle
 */
public record CycleRecord(
    long number,
    long startNs,
    boolean forced,
    long firstPauseNs,
    long markNs,
    long secondPauseNs,
    long assistNs,
    long dedicatedNs,
    long idleNs,
    long triggered,
    long heapAtEnd,
    long marked,
    long goal,
    long stackBytes,
    int processors) {}
