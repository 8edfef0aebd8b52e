package headroom.model.workload;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.Distribution;
import headroom.model.workload.Instruction.Branches;
import headroom.model.workload.Instruction.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a class of requests, compiled once into instructions that goroutines run. Immutable,
 * shared by goroutines.
 */
public final class Program {
  private static final int[] NO_COLUMNS = {};

  private final List<Instruction> building = new ArrayList<>();
  private final @Nullable TraceTable trace;
  private final long sendCpuNs;
  private final long receiveCpuNs;
  private final Instruction[] instructions;
  private int slots;
  private int unnamed;

  private Program(RequestClass requests, CostProfile costs, @Nullable TraceTable trace) {
    this.trace = trace;
    sendCpuNs = costs.ns(Cost.NET_SEND_CPU);
    receiveCpuNs = costs.ns(Cost.NET_RECEIVE_CPU);
    compile(requests.steps());
    instructions = building.toArray(Instruction[]::new);
  }

  /**
   * The program of {@code requests}; with a {@code trace} the steps that have an id take their
   * demands from it.
   */
  public static Program of(RequestClass requests, CostProfile costs, @Nullable TraceTable trace) {
    return new Program(requests, costs, trace);
  }

  int length() {
    return instructions.length;
  }

  Instruction at(int index) {
    return instructions[index];
  }

  /** How many instructions count their executions. */
  int slots() {
    return slots;
  }

  private void compile(List<RequestStep> steps) {
    for (RequestStep step : steps) {
      if (step instanceof RequestStep.Cpu cpu) {
        add(Operation.COMPUTE, cpu.time(), step.id());
      } else if (step instanceof RequestStep.NetworkIo io) {
        addCpu(sendCpuNs);
        add(Operation.AWAIT_NETWORK, io.time(), step.id());
        addCpu(receiveCpuNs);
      } else if (step instanceof RequestStep.Sleep sleep) {
        add(Operation.SLEEP, sleep.time(), step.id());
      } else if (step instanceof RequestStep.Repeat repeat) {
        compileLoop(repeat);
      } else if (step instanceof RequestStep.Choice choice) {
        compileChoice(choice);
      } else {
        throw new IllegalStateException("no instruction for " + step);
      }
    }
  }

  private void compileLoop(RequestStep.Repeat repeat) {
    int begin = building.size();
    add(Operation.LOOP_BEGIN, repeat.times(), repeat.id());
    int slot = building.get(begin).slot();
    compile(repeat.steps());
    int end = building.size();
    building.add(new Instruction(Operation.LOOP_END, null, 0, NO_COLUMNS, begin + 1, slot, null));
    Instruction first = building.get(begin);
    building.set(
        begin,
        new Instruction(
            first.operation(), first.demand(), first.key(), first.columns(), end + 1, slot, null));
  }

  private void compileChoice(RequestStep.Choice choice) {
    int count = choice.branches().size();
    Branches branches = new Branches(new double[count], new int[count], new int[count]);
    building.add(
        new Instruction(
            Operation.BRANCH, null, key(choice.id()), NO_COLUMNS, 0, slots++, branches));
    List<Integer> jumps = new ArrayList<>();
    double cumulative = 0;
    for (int i = 0; i < count; i++) {
      RequestStep.Choice.Branch branch = choice.branches().get(i);
      cumulative += branch.share();
      branches.cumulativeShare()[i] = i == count - 1 ? Double.POSITIVE_INFINITY : cumulative;
      branches.targets()[i] = building.size();
      branches.columns()[i] = firstColumn(branch.steps());
      compile(branch.steps());
      jumps.add(building.size());
      building.add(new Instruction(Operation.JUMP, null, 0, NO_COLUMNS, 0, 0, null));
    }
    for (int jump : jumps) {
      building.set(
          jump, new Instruction(Operation.JUMP, null, 0, NO_COLUMNS, building.size(), 0, null));
    }
  }

  private void addCpu(long costNs) {
    if (costNs > 0) {
      building.add(
          new Instruction(
              Operation.COMPUTE,
              new Distribution.Constant(costNs),
              key(null),
              NO_COLUMNS,
              0,
              slots++,
              null));
    }
  }

  private void add(Operation operation, Distribution demand, @Nullable String id) {
    building.add(new Instruction(operation, demand, key(id), columns(id), 0, slots++, null));
  }

  /**
   * A step with an id keeps its draws when steps are added around it; one without is known by its
   * place.
   */
  private int key(@Nullable String id) {
    return id == null ? ++unnamed : id.hashCode() | Integer.MIN_VALUE;
  }

  /**
   * The trace's columns for the executions of the step {@code id}: {@code id} alone, or {@code
   * id.1}, {@code id.2} ...
   */
  private int[] columns(@Nullable String id) {
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

  private int firstColumn(List<RequestStep> steps) {
    for (RequestStep step : steps) {
      int[] columns = columns(step.id());
      if (columns.length > 0) {
        return columns[0];
      }
    }
    return -1;
  }
}
