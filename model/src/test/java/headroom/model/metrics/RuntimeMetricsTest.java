package headroom.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RuntimeMetricsTest {
  @Test
  void aNameOfGoSaysItsUnitAndThatOfItsRate() {
    MetricName name = MetricName.go("/cpu/classes/gc/total:cpu-seconds");
    assertThat(name.unit()).isEqualTo("cpu-seconds");
    assertThat(name.rate()).isEqualTo("/cpu/classes/gc/total:cpu-seconds/second");
    assertThat(MetricName.go(name.rate()).unit()).isEqualTo("cpu-seconds/second");
    assertThat(MetricName.word("steals", "goroutines").rate()).isEqualTo("steals_per_s");
  }

  @Test
  void whatNoMetricOfGoIsCalledIsRefused() {
    for (String name : List.of("steals", "/sched/latencies", "sched/latencies:seconds", "/a:b:c")) {
      assertThatThrownBy(() -> MetricName.go(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
    assertThatThrownBy(() -> MetricName.word("/sched/latencies:seconds", "seconds"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void figuresAreReadInTheOrderOfTheirRegistration() {
    RuntimeMetrics metrics = new RuntimeMetrics();
    metrics.gauge(MetricName.word("b", "x"), () -> 1);
    metrics.timeHistogram(MetricName.word("c", "seconds"), new Histogram(1));
    metrics.timeCounter(MetricName.word("a", "seconds"), () -> 3);
    assertThat(read(metrics)).containsExactly("gauge b 1 1", "histogram c", "counter a 3");
  }

  @Test
  void aFigureIsRegisteredOnceAndBeforeTheFirstReading() {
    RuntimeMetrics metrics = new RuntimeMetrics();
    metrics.gauge(MetricName.word("a", "x"), () -> 1);
    assertThatThrownBy(() -> metrics.counter(MetricName.word("a", "other"), () -> 1))
        .hasMessage("a is registered twice");
    assertThat(read(metrics)).hasSize(1);
    assertThatThrownBy(() -> metrics.counter(MetricName.word("b", "x"), () -> 1))
        .hasMessageStartingWith("b is registered after");
  }

  private static List<String> read(RuntimeMetrics metrics) {
    List<String> read = new ArrayList<>();
    metrics.readBy(
        new MetricReader() {
          @Override
          public void gauge(Metric metric, LongSupplier level, LongSupplier takePeak) {
            read.add(
                "gauge " + metric.name() + " " + level.getAsLong() + " " + takePeak.getAsLong());
          }

          @Override
          public void counter(Metric metric, LongSupplier count) {
            read.add("counter " + metric.name() + " " + count.getAsLong());
          }

          @Override
          public void histogram(Metric metric, Histogram recorded) {
            read.add("histogram " + metric.name());
          }
        });
    return read;
  }
}
