package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnobsTest {
  private static final String TEXT =
      """
      name: checkout
      machine: {cores: 2}
      arrivals: poisson(200/s)
      server: {workers: 16}
      steps:
        - {id: parse, cpu: 1ms}
        - call: {pool: db, for: lognormal(p50=4ms p99=30ms)}
        - {id: disk, io: uniform(2ms 6ms)}
      resources: {pools: {db: {size: 20}}}
      run: {duration: 10s, seed: 7}
      slo: {p99: 150ms}
      """;

  private static Knobs knobs(Setting... fixed) throws InvalidExperimentException {
    return Knobs.of(new ExperimentSource("n.yaml", TEXT, Path.of("")), List.of(fixed));
  }

  @Test
  void whatIsChangedFirstComesFirstWhetherOrNotTheFileSaysIt() throws Exception {
    assertThat(knobs().all())
        .filteredOn(knob -> knob.group().equals(Knobs.FIRST))
        .extracting(knob -> knob.key() + " " + knob.value())
        .containsExactly(
            "load 100%",
            "server.workers 16",
            "runtime.gomaxprocs auto",
            "runtime.gogc 100",
            "runtime.gomemlimit off",
            "machine.cores 2",
            "machine.cpuQuota ",
            "resources.pools.db.size 20",
            "server.queue unlimited",
            "server.deadline ",
            "clients.timeout ",
            "clients.retries ");
  }

  /** Two numbers of one name are told apart. */
  @Test
  void everyOtherNumberFollows() throws Exception {
    assertThat(knobs().all())
        .filteredOn(knob -> !knob.group().equals(Knobs.FIRST))
        .extracting(knob -> knob.group() + ": " + knob.name() + " " + knob.value())
        .containsExactly(
            "Arrivals: arrivals 200/s",
            "Steps: steps.parse.cpu 1ms",
            "Steps: steps.1.call.for p50 4ms",
            "Steps: steps.1.call.for p99 30ms",
            "Steps: steps.disk.io 2ms",
            "Steps: steps.disk.io (2) 6ms");
  }

  /** The median may come up to the 99th percentile, 30 ms, and not to ten times its own 4 ms. */
  @Test
  void everyStopIsOneThatTheReaderAccepts() throws Exception {
    Knobs knobs = knobs();
    for (Knob knob : knobs.all()) {
      assertThat(knob.stops()).contains(knob.value()).hasSizeGreaterThan(3).doesNotHaveDuplicates();
      for (String stop : knob.stops()) {
        KnobSettings turned = new KnobSettings(knobs, Map.of(knob.id(), stop));
        assertThat(turned.refused()).isEmpty();
        knobs.at(turned.settings()); // or it throws
      }
    }
    Knob median =
        knobs.all().stream().filter(k -> k.name().endsWith("p50")).findFirst().orElseThrow();
    assertThat(median.stops()).contains("25ms").doesNotContain("40ms");
  }

  @Test
  void wordsStandAtTheEndWhereTheyBelong() throws Exception {
    Knobs knobs = knobs();
    assertThat(knobs.knob("runtime.gogc").stops()).startsWith("10").endsWith("1000", "off");
    assertThat(knobs.knob("runtime.gomaxprocs").stops()).startsWith("auto", "1", "2");
    assertThat(knobs.knob("server.workers").stops())
        .contains("8", "15", "20")
        .endsWith("unbounded");
    assertThat(knobs.knob("runtime.gomemlimit").stops()).startsWith("16MiB").endsWith("off");
    assertThat(knobs.knob("machine.cpuQuota").stops()).startsWith("0.1").endsWith("2", "");
    assertThat(knobs.knob("clients.retries").stops()).startsWith("", "1", "2");
  }

  /** Twice 4 ms and 30 ms of one text, and the file's own value of another. */
  @Test
  void turnedKnobsAreSettings() throws Exception {
    Knobs knobs = knobs();
    List<String> numbers =
        knobs.all().stream().filter(k -> k.key().equals("steps.1.call.for")).map(Knob::id).toList();
    Map<String, String> turned =
        Map.of(numbers.get(0), "8ms", numbers.get(1), "60ms", "server.workers", "16");
    assertThat(new KnobSettings(knobs, turned).settings())
        .containsExactly(new Setting("steps.1.call.for", "lognormal(p50=8ms p99=60ms)"));
  }

  @Test
  void fixedSettingsAreTheFilesOwn() throws Exception {
    Knobs knobs = knobs(new Setting("server.workers", "3"));
    assertThat(knobs.knob("server.workers").value()).isEqualTo("3");
    assertThat(knobs.at(List.of()).scenario().server().workers()).isEqualTo(3);
  }

  @Test
  void mistakesAreSaidUnderTheirKnob() throws Exception {
    Knobs knobs = knobs();
    KnobSettings turned =
        new KnobSettings(knobs, Map.of("machine.cores", "0", "runtime.gogc", "aus"));
    assertThatThrownBy(() -> knobs.at(turned.settings()))
        .isInstanceOfSatisfying(
            InvalidExperimentException.class,
            e ->
                assertThat(turned.messages(e.problems()))
                    .containsOnlyKeys("machine.cores", "runtime.gogc")
                    .containsEntry(
                        "machine.cores", "\"cores\" is 0; expected a whole number from 1 to 1024"));
  }

  /** Nor can a value name a file, or be more than one value. */
  @Test
  void whatIsNoNumberAndNoWordIsNotTried() throws Exception {
    for (String value :
        List.of("trace(a.csv)", "[1]", "{a: 1}", "a\nb", "../a", "x".repeat(41), "'1'", "&a")) {
      KnobSettings turned = new KnobSettings(knobs(), Map.of("server.workers", value));
      assertThat(turned.refused().get("server.workers"))
          .contains("expected a number with its unit");
      assertThat(turned.settings()).isEmpty();
    }
    assertThatThrownBy(() -> new KnobSettings(knobs(), Map.of("profile", "/etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no knob \"profile\"; expected one of load, server.workers");
  }
}
