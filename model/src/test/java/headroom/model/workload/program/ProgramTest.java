package headroom.model.workload.program;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.RuntimeHarness;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.observe.ProgramAccounts;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What programs compute, in ns; steps of other kinds show as the CPU around them. */
class ProgramTest {
  private static final Distribution RANDOM = new Distribution.Exponential(100_000);

  @Test
  void stepsRunInOrder() {
    assertThat(computed(1, null, cpu("a", 10), cpu("b", 20), cpu(null, 30)).get(0))
        .containsExactly(10L, 20L, 30L);
  }

  @Test
  void repeatRunsItsStepsAsOftenAsDrawn() {
    assertThat(computed(1, null, repeat(3, cpu("a", 10), cpu("b", 20)), cpu("c", 1)).get(0))
        .containsExactly(10L, 20L, 10L, 20L, 10L, 20L, 1L);
    assertThat(computed(1, null, repeat(0, cpu("a", 10)), cpu("c", 1)).get(0)).containsExactly(1L);
  }

  @Test
  void nestedRepeatCountsAfreshInEachRound() {
    List<Long> expected = new ArrayList<>();
    for (int outer = 0; outer < 2; outer++) {
      expected.add(1L);
      expected.addAll(List.of(7L, 7L, 7L));
    }
    assertThat(computed(1, null, repeat(2, cpu("a", 1), repeat(3, cpu("b", 7)))).get(0))
        .isEqualTo(expected);
  }

  @Test
  void choiceRunsOneBranchByItsShare() {
    int requests = 4_000;
    RequestStep choice =
        new BlockStep.Choice(
            "which",
            List.of(
                new BlockStep.Choice.Branch(0.25, List.of(cpu("a", 10), cpu("b", 11))),
                new BlockStep.Choice.Branch(0.75, List.of(cpu("c", 20)))));
    List<List<Long>> all = computed(requests, null, choice, cpu("end", 1));
    long first = all.stream().filter(List.of(10L, 11L, 1L)::equals).count();
    long second = all.stream().filter(List.of(20L, 1L)::equals).count();
    assertThat(first + second).isEqualTo(requests);
    // standard error sqrt(0.25 * 0.75 / 4000) = 0.0068
    assertThat((double) first / requests).isCloseTo(0.25, within(4 * 0.0068));
  }

  @Test
  void eachExecutionOfARepeatedStepDrawsAnew() {
    List<Long> drawn = computed(1, null, repeat(50, new WorkStep.Cpu("a", RANDOM))).get(0);
    assertThat(drawn).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void addedStepsLeaveTheDrawsOfNamedOnesAlone() {
    RequestStep a = new WorkStep.Cpu("a", RANDOM);
    RequestStep b = new WorkStep.Cpu("b", RANDOM);
    RequestStep added = new WorkStep.Cpu("added", RANDOM);
    List<List<Long>> before = computed(20, null, a, b);
    List<List<Long>> after = computed(20, null, added, a, cpu(null, 5), b);
    for (int i = 0; i < 20; i++) {
      assertThat(after.get(i).get(1)).isEqualTo(before.get(i).get(0));
      assertThat(after.get(i).get(3)).isEqualTo(before.get(i).get(1));
    }
    assertThat(before.stream().flatMap(List::stream)).doesNotHaveDuplicates();
  }

  @Test
  void traceGivesTheDemandsOfStepsAndOfTheirExecutions() {
    TraceTable trace =
        new TraceTable(
            "trace.csv",
            new long[] {0, 1},
            new int[] {0, 0},
            List.of("a", "b.1", "b.2"),
            new long[][] {{100, 200}, {11, 21}, {12, 22}});
    // the third execution has no column and is drawn; c is not in the trace
    List<List<Long>> all = computed(2, trace, cpu("a", 1), repeat(3, cpu("b", 5)), cpu("c", 9));
    assertThat(all.get(0)).containsExactly(100L, 11L, 12L, 5L, 9L);
    assertThat(all.get(1)).containsExactly(200L, 21L, 22L, 5L, 9L);
  }

  @Test
  void emptyCellOfATraceMeansThatTheStepIsNotRun() {
    TraceTable trace =
        new TraceTable(
            "trace.csv",
            new long[] {0},
            new int[] {0},
            List.of("a", "b"),
            new long[][] {{TraceTable.NONE}, {7}});
    assertThat(computed(1, trace, cpu("a", 1), cpu("b", 1)).get(0)).containsExactly(7L);
  }

  @Test
  void traceDecidesWhichBranchIsTaken() {
    TraceTable trace =
        new TraceTable(
            "trace.csv",
            new long[] {0, 1},
            new int[] {0, 0},
            List.of("a", "c"),
            new long[][] {{TraceTable.NONE, 40}, {50, TraceTable.NONE}});
    RequestStep choice =
        new BlockStep.Choice(
            null,
            List.of(
                new BlockStep.Choice.Branch(0.5, List.of(cpu("a", 1))),
                new BlockStep.Choice.Branch(0.5, List.of(cpu("c", 2)))));
    List<List<Long>> all = computed(2, trace, choice);
    assertThat(all.get(0)).containsExactly(50L);
    assertThat(all.get(1)).containsExactly(40L);
  }

  @Test
  void networkStepComputesBeforeAndAfterItsWait() {
    RequestStep io = new WorkStep.NetworkIo("io", new Distribution.Constant(MS));
    // net.sendCpu and net.receiveCpu of the reference machine
    assertThat(computed(1, null, io).get(0)).containsExactly(17_000L, 10_000L);
  }

  /** What each of {@code requests} requests computes, burst by burst, on an idle P. */
  private static List<List<Long>> computed(
      int requests, @Nullable TraceTable trace, RequestStep... steps) {
    CostProfile costs = REFERENCE;
    List<List<Long>> all = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        costs,
        10_000 * MS,
        harness -> {
          Interpreter interpreter =
              new Interpreter(
                  harness.scheduler(),
                  costs.with(Cost.CPU_STRETCH, 1),
                  Resources.NONE,
                  new Demands(KeyedStream.of(1, 0, "demand"), trace),
                  new ProgramAccounts(0, Long.MAX_VALUE));
          Program program = interpreter.compile("", List.of(steps), DrawPaths.ofClass("test"));
          ProgramRun run = interpreter.newRun();
          harness.runnable(
              self -> {
                while (true) {
                  if (all.isEmpty()) {
                    run.begin(program, 0, 0, ProgramRun.NO_DEADLINE);
                    all.add(new ArrayList<>());
                  }
                  Action action = run.resume(self);
                  if (action == Action.COMPUTE) {
                    all.get(all.size() - 1).add(self.demandNs);
                  }
                  if (action != null) {
                    return action;
                  }
                  if (all.size() == requests) {
                    return Action.EXIT;
                  }
                  run.begin(
                      program,
                      DrawPaths.ofAttempt(all.size(), 0),
                      all.size(),
                      ProgramRun.NO_DEADLINE);
                  all.add(new ArrayList<>());
                }
              });
        });
    assertThat(all).hasSize(requests);
    return all;
  }

  private static RequestStep cpu(@Nullable String id, long ns) {
    return new WorkStep.Cpu(id, new Distribution.Constant(ns));
  }

  private static RequestStep repeat(int times, RequestStep... steps) {
    return new BlockStep.Repeat(null, new Distribution.Constant(times), List.of(steps));
  }
}
