package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pages of the examples of blocking claim. */
class BlockingExamplesTest {
  private static List<ExamplePoint> sweep(String example) {
    return sweep(example, "experiment");
  }

  private static List<ExamplePoint> sweep(String example, String file) {
    return ExamplePoint.sweep(List.of("sweep", "examples/" + example + "/" + file + ".yaml"));
  }

  @Test
  void equalMeansWaitInDifferentPlaces() {
    List<ExamplePoint> network = sweep("20-five-ways-to-wait", "network");
    List<ExamplePoint> sleep = sweep("20-five-ways-to-wait", "sleep");
    List<ExamplePoint> call = sweep("20-five-ways-to-wait", "syscall");
    List<ExamplePoint> mutex = sweep("20-five-ways-to-wait", "mutex");
    List<ExamplePoint> pool = sweep("20-five-ways-to-wait", "pool");
    for (List<ExamplePoint> kind : List.of(network, sleep, call, mutex, pool)) {
      assertThat(kind.get(0).latency("mean")).isBetween(11.3, 12.2);
      assertThat(kind.get(1).utilization()).isBetween(0.44, 0.52); // sysmon's part is 0.02 to 0.04
    }
    for (int load = 0; load < 2; load++) {
      double p99 = network.get(load).latency("p99");
      assertThat(sleep.get(load).latency("p99") / p99).isBetween(0.97, 1.05);
      assertThat(call.get(load).runtime("threads_max")).isGreaterThan(20);
      for (List<ExamplePoint> kind : List.of(network, sleep, mutex, pool)) {
        assertThat(kind.get(load).runtime("threads_max")).isEqualTo(4);
      }
      double waitForP = call.get(load).under("wait for a P");
      assertThat(waitForP).isGreaterThan(10 * network.get(load).under("wait for a P"));
    }
    assertThat(call.get(0).latency("p99") / network.get(0).latency("p99")).isBetween(2.0, 2.6);
    assertThat(call.get(1).latency("p99") / network.get(1).latency("p99")).isGreaterThan(5);
    for (List<ExamplePoint> queue : List.of(mutex, pool)) {
      assertThat(queue.get(0).latency("p99")).isGreaterThan(1.7 * network.get(0).latency("p99"));
      assertThat(queue.get(1).stationary()).isFalse();
      assertThat(queue.get(1).runtime("goroutines_max")).isGreaterThan(4_000);
    }
  }

  @Test
  void goroutineForEachItemBuysMemoryAndAQueue() {
    ExamplePoint each = sweep("21-goroutine-per-item", "spawn").get(0);
    List<ExamplePoint> pooled = sweep("21-goroutine-per-item", "pool");
    for (ExamplePoint some : pooled) {
      assertThat(some.latencyOf("job", "p50") / each.latencyOf("job", "p50")).isBetween(0.8, 1.2);
    }
    assertThat(each.under("stacks")).isGreaterThan(1.7e9);
    assertThat(pooled.get(0).under("stacks")).isLessThan(2.5e6);
    assertThat(each.latencyOf("page", "p99")).isGreaterThan(4_000);
    assertThat(pooled.get(0).latencyOf("page", "p99")).isLessThan(5);
    assertThat(pooled.get(1).latencyOf("page", "p99")).isBetween(60.0, 100.0);
    assertThat(each.collectorShare()).isGreaterThan(4 * pooled.get(0).collectorShare());
  }

  @Test
  void timeoutFailsSomeAndAnswersTheOthersSoon() {
    List<ExamplePoint> points = sweep("22-pool-without-timeout");
    ExamplePoint none = points.get(0);
    ExamplePoint soon = points.get(2);
    assertThat(none.lostShare()).isZero();
    assertThat(none.latency("p99")).isBetween(2_500.0, 3_000.0);
    // (700 - 10 / 18 ms) a second for 10 s
    assertThat(none.runtime("goroutines_max")).isBetween(1_400.0, 1_700.0);
    assertThat(soon.lostShare()).isBetween(0.05, 0.08);
    assertThat(soon.latency("p99")).isBetween(140.0, 165.0);
    assertThat(soon.runtime("goroutines_max")).isLessThan(120);
    assertThat(points.get(1).latency("p99")).isBetween(1_000.0, 1_100.0);
  }

  @Test
  void idleConnectionsMustHoldWhatIsInUseAtOnce() {
    List<ExamplePoint> points = sweep("23-idle-connections");
    assertThat(points.get(0).opened() / points.get(0).throughput()).isBetween(0.25, 0.33);
    assertThat(points.get(0).latency("mean") / points.get(3).latency("mean")).isBetween(1.9, 2.1);
    assertThat(points.get(0).latency("p99")).isGreaterThan(1.4 * points.get(3).latency("p99"));
    assertThat(points.get(1).opened()).isBetween(20.0, 35.0);
    assertThat(points.get(2).opened()).isLessThan(0.5);
    assertThat(points.get(2).latency("p99") / points.get(3).latency("p99")).isBetween(0.99, 1.02);
  }

  /** Budgets of 100, 50 and 10 %, each with a deadline of an hour and of a second. */
  @Test
  void retriesKeepAnOverloadAliveThatABudgetOrADeadlineEnds() {
    List<ExamplePoint> points = sweep("24-retry-storm");
    for (int storm : List.of(0, 2)) {
      assertThat(points.get(storm).under("at the end")).isZero();
      assertThat(points.get(storm).lostShare()).isGreaterThan(0.75);
      assertThat(points.get(storm).json().get("by_resource").toString()).contains("stdout");
    }
    for (int over : List.of(1, 3, 4, 5)) {
      assertThat(points.get(over).under("at the end")).isBetween(590.0, 640.0);
    }
    assertThat(points.get(4).lostShare()).isBetween(0.2, 0.35);
    for (int deadline : List.of(1, 3, 5)) {
      assertThat(points.get(deadline).lostShare()).isBetween(0.03, 0.08);
    }
  }

  @Test
  void loggerIsASingleServer() {
    List<ExamplePoint> points = sweep("25-logging");
    ExamplePoint ten = points.get(2);
    ExamplePoint fifteen = points.get(3);
    assertThat(ten.latency("p99") / points.get(0).latency("p99")).isBetween(10.0, 14.0);
    assertThat(fifteen.breakdown("log")).isGreaterThan(0.8 * fifteen.latency("mean"));
    assertThat(fifteen.coresUsed()).isBetween(4.0, 5.5);
    assertThat(fifteen.latency("p99")).isGreaterThan(8 * ten.latency("p99"));
    assertThat(points.get(4).stationary()).isFalse();
    assertThat(points.get(4).coresUsed()).isLessThan(6.5);
  }

  @Test
  void whoHoldsAMutexAcrossAQueryMakesAllWaitForIt() {
    List<ExamplePoint> held = sweep("26-mutex-convoy", "held");
    List<ExamplePoint> outside = sweep("26-mutex-convoy", "outside");
    double free = outside.get(0).latencyOf("lookup", "p99");
    assertThat(outside.get(1).latencyOf("lookup", "p99") / free).isBetween(0.98, 1.02);
    assertThat(held.get(0).latencyOf("lookup", "p99") / free).isBetween(70.0, 90.0);
    assertThat(held.get(0).latencyOf("lookup", "p50")).isLessThan(0.35);
    assertThat(held.get(1).latencyOf("lookup", "p99")).isGreaterThan(300);
  }

  @Test
  void waitingWriterMakesReadersWaitForTheLongestRead() {
    List<ExamplePoint> points = sweep("27-rwmutex-writers");
    assertThat(points.get(0).latencyOf("read", "p99")).isLessThan(0.3);
    assertThat(points.get(1).latencyOf("read", "p99")).isBetween(90.0, 120.0);
    assertThat(points.get(2).latencyOf("read", "p99")).isBetween(175.0, 200.0);
    assertThat(points.get(0).latencyOf("report", "p99")).isBetween(199.0, 201.0);
    assertThat(points.get(2).latencyOf("report", "p99")).isGreaterThan(350);
    assertThat(points.get(2).latencyOf("read", "p50")).isLessThan(0.2);
  }

  @Test
  void batchThatUsesTheLimitStopsThePages() {
    List<ExamplePoint> points = sweep("28-batch-and-quota");
    ExamplePoint wide = points.get(0);
    ExamplePoint spread = points.get(1);
    assertThat(wide.coresUsed() / spread.coresUsed()).isBetween(0.97, 1.03);
    assertThat(wide.throttledShare()).isBetween(0.15, 0.3);
    assertThat(spread.throttledShare()).isLessThan(0.01);
    assertThat(wide.latencyOf("page", "p99") / spread.latencyOf("page", "p99")).isBetween(10., 20.);
    assertThat(spread.latencyOf("batch", "p50") / wide.latencyOf("batch", "p50"))
        .isBetween(3.0, 4.0);
  }

  @Test
  void leakedTickersGrowWithEveryRequest() {
    List<ExamplePoint> points = sweep("29-leaked-tickers");
    for (int i = 0; i < 3; i++) {
      ExamplePoint kept = points.get(i);
      ExamplePoint leaked = points.get(i + 3);
      assertThat(kept.runtime("goroutines_max")).isLessThan(20);
      double seconds = 1 + 15 * (1 << i); // from the start of the process
      assertThat(leaked.runtime("goroutines_max") / (100 * seconds)).isBetween(0.95, 1.1);
      // 248 B of the ticker and 600 of the goroutine, up to the last cycle
      double grown = leaked.under("live heap") - kept.under("live heap");
      assertThat(grown / leaked.runtime("goroutines_max")).isBetween(650.0, 900.0);
      assertThat(leaked.latency("p99") / kept.latency("p99")).isBetween(0.95, 1.05);
    }
    assertThat(points.get(5).coresUsed() / points.get(2).coresUsed()).isBetween(2.8, 3.8);
    assertThat(points.get(5).coresUsed()).isGreaterThan(1.15 * points.get(3).coresUsed());
  }

  @Test
  void lockedThreadCostsAWakeForEachCall() {
    List<ExamplePoint> points = sweep("30-locked-thread");
    ExamplePoint free = points.get(0);
    ExamplePoint locked = points.get(1);
    assertThat(locked.latency("p50") / free.latency("p50")).isBetween(2.5, 3.5);
    assertThat(locked.coresUsed() / free.coresUsed()).isBetween(3.3, 4.5);
    double calls = 100 * locked.throughput();
    assertThat(locked.runtime("thread_wakes_per_s") / calls).isBetween(1.9, 2.3);
  }
}
