package headroom.experiments.result;

import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Conduct.Effective;
import headroom.experiments.result.Conduct.Precision;
import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.ProcessFigures.Levels;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.RequestTimes.Percentiles;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.StepFailures;
import headroom.experiments.result.RequestTimes.StepPlace;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.result.RequestTimes.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results made by hand for tests. */
final class SampleResults {
  private SampleResults() {}

  /** A point in which everything applies that this version knows. */
  static PointResult full() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("server.workers", 8L);
    parameters.put("requests.scale", 2.0);
    parameters.put("runtime.gomaxprocs", "auto");
    Latency latency =
        new Latency(
            10.123456789,
            new Percentiles(9, 20, 25, 40, 60.5),
            71,
            ordered("mean", new Interval(10, 10.25), "p50", new Interval(8.9, 9.1)));
    return new PointResult(
        parameters,
        new PointResult.Requests(times(latency), counts()),
        new ProcessFigures(
            new Cpu(1.25, 0.625),
            new Runtime(
                70, 9, Map.of("IO wait", 3), new Runtime.SchedLatency(0.002, 1.5), 0.25, 800),
            new Levels(2.5, 1, 1.5),
            metrics()),
        new Curves(
            new Spectrum(List.of(0.0, 0.5, 0.9999999), List.of(1.0, 9.0, 70.0)),
            series(),
            Map.of("in_system", List.of(0.0, 1.0)),
            Map.of("in_system", List.of(2.5, 9.0))),
        new PointResult.Verdict(
            new Stability(
                false,
                "the queue grows by 3 requests/s",
                3.0,
                1024.0,
                ordered("queue", 30.0, "memory", 900.0),
                null),
            new Theory(
                new Theory.Model(
                    "M/M/2", "2 workers", Map.of("mean", 4.0), Map.of("mean", 4.1), 3, 3.1),
                new Theory.Bounds(3.0, 50.0, "CPU"),
                List.of(new Theory.Finding("mean", false, true, "the mean is above"))),
            new Crash(
                2.5,
                "fatal error: all goroutines are asleep - deadlock!",
                ordered("chan receive", 8, "sync.Mutex.Lock", 1)),
            new SloVerdict(false, List.of("p99 is 40.0 ms, the limit is 30.0 ms")),
            List.of(
                new Finding(
                    "pool-exhausted",
                    Finding.Severity.HIGH,
                    "waiting for pool db is 75% of the time",
                    "More connections.",
                    "pool db",
                    0.75,
                    List.of(Map.of("resources.pools.db.size", 8L))))),
        new Conduct(
            new Effective(2, "2 cores", "linux"),
            5,
            new Precision(0.05, 0.04, true),
            3,
            60,
            123_456));
  }

  private static RequestTimes times(Latency latency) {
    return new RequestTimes(
        latency,
        ordered(
            "read", new ClassResult(latency, 600, 1), "write", new ClassResult(latency, 350, 0)),
        new RequestTimes.Breakdowns(
            ordered("queue", 4.123456789, "running", 6.0),
            ordered("queue", 3.5, "running", 5.5),
            ordered("queue", 30.0, "running", 10.0),
            ordered("queue", 900.0, "log", 100.0),
            ordered("queue", 50.0, "running", 2.0),
            null),
        steps(),
        resources(),
        new CollectorTimes(
            ordered(
                "stop", new Met(300, 0.3157894, 0.9, 12.5, 11, 44),
                "nothing", new Met(650, 0.6842106, 0.1, 8.5, 8, 30)),
            ordered("p50", 8.1, "p99", 31.0),
            ordered(
                "stop", new Spectrum(List.of(0.0, 0.5, 1.0), List.of(2.0, 11.0, 60.0)),
                "nothing", new Spectrum(List.of(0.0, 0.5, 1.0), List.of(1.0, 8.0, 41.0)))));
  }

  private static RequestCounts counts() {
    return new RequestCounts(
        new RequestCounts.Rates(199.5, new Interval(198, 201), 180, 210),
        new RequestCounts.Outcomes(
            1000, 950, 40, 10L, ordered("rejected", 40L, "deadline", 10L), 3L),
        0,
        7L);
  }

  private static Map<String, MetricResult> metrics() {
    return ordered(
        "/sched/goroutines:goroutines",
        new MetricResult("gauge", "goroutines", ordered("mean", 50.5, "max", 70.0)),
        "steals",
        new MetricResult("counter", "goroutines", ordered("total", 1234.0, "per_s", 4.11333333)));
  }

  private static Series series() {
    return new Series(
        List.of(0.1, 0.2),
        ordered(
            "/sched/goroutines:goroutines", List.of(50.0, 51.0), "in_system", List.of(1.0, 2.0)));
  }

  private static Map<String, StepResult> steps() {
    return ordered(
        "db",
        new StepResult(
            StepPlace.of("call db"),
            950,
            new Times(4, 20),
            new Times(5.5, 12),
            new StepFailures(2L, 3L, 1L)),
        "cpu",
        new StepResult(
            new StepPlace("cpu", "db", true),
            950,
            new Times(0, 0.1),
            new Times(1, 1.5),
            StepFailures.NONE));
  }

  private static Map<String, ResourceResult> resources() {
    return ordered(
        "pool db",
        new ResourceResult(0.75, new Times(4, 20), 12, 2L, 5L),
        "channel events",
        new ResourceResult(Double.NaN, new Times(1, 2), 1, null, null));
  }

  /** A point in which nothing completed and whatever may be absent is. */
  static PointResult sparse() {
    double none = Double.NaN;
    return new PointResult(
        Map.of(),
        new PointResult.Requests(
            new RequestTimes(
                new Latency(none, new Percentiles(none, none, none, none, none), none, null),
                null,
                new RequestTimes.Breakdowns(Map.of(), Map.of(), null, null),
                null,
                null),
            new RequestCounts(
                new RequestCounts.Rates(0, null, none, none),
                new RequestCounts.Outcomes(0, 0, 0, null, null, null),
                0,
                null)),
        new ProcessFigures(
            new Cpu(0, 0),
            new Runtime(1, 1, null, new Runtime.SchedLatency(none, none), 0, 0),
            new Levels(0, 0, 0),
            null),
        new Curves(new Spectrum(List.of(), List.of()), new Series(List.of(), Map.of()), null, null),
        new PointResult.Verdict(new Stability(true, null, null), null, null, null),
        new Conduct(new Effective(1, "1 core"), 1, null, 0, 60, 0));
  }

  static Result result() {
    return new Result(1, "checkout", "0.1.0", 1, List.of(full(), sparse()));
  }

  private static <V> Map<String, V> ordered(String name, V value, String nextName, V nextValue) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(name, value);
    map.put(nextName, nextValue);
    return map;
  }
}
