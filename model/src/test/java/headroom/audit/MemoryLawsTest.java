package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.AuditedReplication;
import headroom.model.Listeners;
import headroom.model.Scenario;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.collector.CycleRecord;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Retention;
import headroom.model.workload.WorkStep;
import headroom.testing.RegisteredCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random experiments in which every request allocates: after every event bytes balance and no more
 * is marked than was reachable and allocated (see {@code CollectorAudit}); cycles follow one
 * another; the CPU of a cycle fits into its time, and classes of CPU add up.
 */
class MemoryLawsTest {
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void memoryAndCpuAddUp(long seed) {
    Scenario scenario = allocating(seed);
    List<CycleRecord> cycles = new ArrayList<>();
    RegisteredCounters counters = new RegisteredCounters();
    Observation seen =
        AuditedReplication.run(
            scenario,
            0,
            new Listeners(null, null, metrics -> metrics.readBy(counters), cycles::add));
    cyclesFollowOneAnother(cycles, DefaultProcessors.most(scenario.runtime(), scenario.machine()));
    if (seen.runtime().processExit() == null) {
      classesOfCpuAddUp(counters);
    }
  }

  /**
   * One cycle at a time, none with more CPU than its Ps have had; the heap never shrinks in one.
   */
  private static void cyclesFollowOneAnother(List<CycleRecord> cycles, int gomaxprocs) {
    long endNs = 0;
    long number = 0;
    for (CycleRecord cycle : cycles) {
      assertThat(cycle.number()).isEqualTo(++number);
      assertThat(cycle.startNs()).isGreaterThanOrEqualTo(endNs);
      long lengthNs = cycle.firstPauseNs() + cycle.markNs() + cycle.secondPauseNs();
      endNs = cycle.startNs() + lengthNs;
      assertThat(cycle.dedicatedNs() + cycle.idleNs() + cycle.assistNs())
          .as("CPU of cycle %s", cycle)
          .isLessThanOrEqualTo(lengthNs * gomaxprocs);
      assertThat(cycle.heapAtEnd()).isGreaterThanOrEqualTo(cycle.triggered());
    }
  }

  /**
   * A random experiment whose first step, of each class, allocates; every other one has all that a
   * scenario can have.
   */
  private static Scenario allocating(long seed) {
    Scenario random =
        seed % 2 == 0 ? RandomExperiment.from(seed) : RandomExperiment.ofEverything(seed);
    Draws draws = new Draws(seed, "allocating");
    List<RequestClass> classes = new ArrayList<>();
    for (RequestClass one : random.classes()) {
      List<RequestStep> steps = new ArrayList<>();
      double bytes = draws.logUniform(4_000, 2_000_000);
      steps.add(
          new WorkStep.Alloc(
              null,
              new Distribution.Constant(Math.round(bytes)),
              draws.between(1, 200),
              draws.between(0, 4) / 4.0,
              new Retention.ByRequest(draws.between(0, 2) / 2.0)));
      steps.addAll(one.steps());
      classes.add(new RequestClass(one.name(), one.share(), steps));
    }
    return new Scenario(
        random.machine(),
        random.runtime(),
        random.process(),
        new RandomMemory(seed).settings(),
        random.arrivals(),
        random.clients(),
        random.server(),
        classes,
        random.resources(),
        random.costs(),
        random.window(),
        random.seed());
  }

  /** By the names of {@code runtime/metrics}, ns over all Ps up to the end of the last cycle. */
  private static void classesOfCpuAddUp(RegisteredCounters counters) {
    ToLongFunction<String> cpu = name -> counters.count("/cpu/classes/" + name + ":cpu-seconds");
    long marking =
        cpu.applyAsLong("gc/mark/assist")
            + cpu.applyAsLong("gc/mark/dedicated")
            + cpu.applyAsLong("gc/mark/idle");
    assertThat(marking + cpu.applyAsLong("gc/pause")).isEqualTo(cpu.applyAsLong("gc/total"));
    assertThat(counters.count("gc_cpu")).isBetween(0L, counters.count("cpu_time"));
    assertThat(cpu.applyAsLong("scavenge/assist") + cpu.applyAsLong("scavenge/background"))
        .isEqualTo(cpu.applyAsLong("scavenge/total"));
    assertThat(
            cpu.applyAsLong("gc/total")
                + cpu.applyAsLong("scavenge/total")
                + cpu.applyAsLong("idle")
                + cpu.applyAsLong("user"))
        .isEqualTo(cpu.applyAsLong("total"));
  }
}
