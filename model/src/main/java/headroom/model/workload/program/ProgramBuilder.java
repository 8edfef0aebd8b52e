package headroom.model.workload.program;

import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.workload.TraceTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that is being put together: its instructions, its counters, and the loops around. */
final class ProgramBuilder {
  private static final int[] NO_COLUMNS = {};

  private final @Nullable TraceTable trace;
  private final List<Instruction> instructions = new ArrayList<>();
  private int slots;

  /** Loops around the step that is being compiled. */
  private int loops;

  /** Executions of that step in one run, as far as the loops' rounds are constant. */
  private int rounds = 1;

  /** A program whose demands {@code trace} may record. */
  ProgramBuilder(@Nullable TraceTable trace) {
    this.trace = trace;
  }

  Program program() {
    return new Program(instructions.toArray(Instruction[]::new), slots);
  }

  void add(Instruction instruction) {
    instructions.add(instruction);
  }

  /** Puts {@code instruction} where another one has kept its place. */
  void replace(int position, Instruction instruction) {
    instructions.set(position, instruction);
  }

  /** Where the next instruction will be. */
  int position() {
    return instructions.size();
  }

  /** The first of {@code count} counters of a run. */
  int takeSlots(int count) {
    int first = slots;
    slots += count;
    return first;
  }

  /** The counter of the executions of a step; {@link Site#ONCE} outside loops. */
  int takeExecutionSlot() {
    return loops == 0 ? Site.ONCE : takeSlots(1);
  }

  Site site(DrawKey key) {
    return new Site(key.bits(), takeExecutionSlot());
  }

  /**
   * A demand of the step {@code id} at {@code key}, or a uniform draw if it has no distribution.
   */
  Demand demand(@Nullable Distribution distribution, DrawKey key, @Nullable String id) {
    return demand(distribution, site(key), id);
  }

  Demand demand(@Nullable Distribution distribution, Site site, @Nullable String id) {
    return new Demand(
        distribution == null ? null : distribution.sampler(), site, columns(id), rounds);
  }

  /** Enters a loop; returns the rounds around it, for {@link #leaveLoop}. */
  int enterLoop(Distribution times) {
    int outerRounds = rounds;
    rounds *= times instanceof Distribution.Constant constant ? (int) constant.value() : 1;
    loops++;
    return outerRounds;
  }

  void leaveLoop(int outerRounds) {
    loops--;
    rounds = outerRounds;
  }

  /**
   * The trace's columns for the executions of the step {@code id}: {@code id} alone, or {@code
   * id.1}, {@code id.2} ...
   */
  int[] columns(@Nullable String id) {
    if (trace == null || id == null) {
      return NO_COLUMNS;
    }
    int single = trace.columns().indexOf(id);
    if (single >= 0) {
      return new int[] {single};
    }
    List<Integer> found = new ArrayList<>();
    int column = trace.columns().indexOf(id + ".1");
    while (column >= 0) {
      found.add(column);
      column = trace.columns().indexOf(id + "." + (found.size() + 1));
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
