package headroom.model.workload;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.workload.Instruction.Branches;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A program counter over one request's {@link Program}, with the demands drawn as it goes. A demand
 * is a function of (seed, replication, request, step, execution) alone, or of the trace. Reused for
 * request after request.
 */
public final class ProgramRun {
  private static final int EXECUTION_STRIDE = 0x9E3779B9;

  private final Scheduler scheduler;
  private final KeyedStream demands;
  private final @Nullable TraceTable trace;
  private final double stretch;
  private Program program;
  private long request;
  private int traceRow;
  private int counter;
  private int[] executions;
  private long[] roundsLeft;

  /**
   * A counter at the end of {@code program}; {@code demands} is this run's own, and a CPU demand
   * takes {@code stretch} times its length on a core.
   */
  public ProgramRun(
      Scheduler scheduler,
      double stretch,
      KeyedStream demands,
      @Nullable TraceTable trace,
      Program program) {
    this.scheduler = scheduler;
    this.demands = demands;
    this.trace = trace;
    this.program = program;
    this.stretch = stretch;
    executions = new int[program.slots()];
    roundsLeft = new long[program.slots()];
    counter = program.length();
  }

  /**
   * Begins {@code newProgram} for request {@code index}, which is row {@code row} of the trace, if
   * there is one.
   */
  public void begin(Program newProgram, long index, int row) {
    program = newProgram;
    request = index;
    traceRow = row;
    counter = 0;
    if (executions.length < program.slots()) {
      executions = new int[program.slots()];
      roundsLeft = new long[program.slots()];
    } else {
      Arrays.fill(executions, 0);
    }
  }

  /** CPU that a demand of {@code demandNs} takes on a core. */
  public long cpuNs(long demandNs) {
    return stretch == 1 ? demandNs : Math.round(demandNs * stretch);
  }

  /** Runs on until {@code goroutine} computes or parks; null when the program is over. */
  public @Nullable Action resume(Goroutine goroutine) {
    while (counter < program.length()) {
      Instruction instruction = program.at(counter++);
      switch (instruction.operation()) {
        case COMPUTE -> {
          long demandNs = cpuNs(Math.max(0, draw(instruction)));
          if (demandNs > 0) {
            goroutine.demandNs = demandNs;
            return Action.COMPUTE;
          }
        }
        case AWAIT_NETWORK -> {
          long holdNs = draw(instruction);
          if (holdNs >= 0) {
            scheduler.parkForAnswer(goroutine, holdNs);
            return Action.PARK;
          }
        }
        case SLEEP -> {
          long durationNs = draw(instruction);
          if (durationNs > 0) {
            scheduler.sleep(goroutine, durationNs);
            return Action.PARK;
          }
        }
        case LOOP_BEGIN -> {
          long rounds = draw(instruction);
          roundsLeft[instruction.slot()] = rounds;
          if (rounds <= 0) {
            counter = instruction.target();
          }
        }
        case LOOP_END -> {
          if (--roundsLeft[instruction.slot()] > 0) {
            counter = instruction.target();
          }
        }
        case BRANCH -> counter = branch(instruction);
        case JUMP -> counter = instruction.target();
      }
    }
    return null;
  }

  /**
   * The demand of this execution; {@link TraceTable#NONE} if the trace says that the step is not
   * run.
   */
  private long draw(Instruction instruction) {
    int execution = executions[instruction.slot()]++;
    if (trace != null && execution < instruction.columns().length) {
      return trace.demands()[instruction.columns()[execution]][traceRow];
    }
    Distribution demand = instruction.demand();
    assert demand != null : "an instruction without a demand";
    return demand.sample(demands.at(request, instruction.key() + execution * EXECUTION_STRIDE));
  }

  private int branch(Instruction instruction) {
    Branches branches = instruction.choice();
    assert branches != null : "a choice without branches";
    int execution = executions[instruction.slot()]++;
    if (trace != null) {
      for (int i = 0; i < branches.targets().length; i++) {
        int column = branches.columns()[i];
        if (column >= 0 && trace.demands()[column][traceRow] != TraceTable.NONE) {
          return branches.targets()[i];
        }
      }
    }
    double u = demands.at(request, instruction.key() + execution * EXECUTION_STRIDE).nextOpen();
    int taken = 0;
    while (u > branches.cumulativeShare()[taken]) {
      taken++;
    }
    return branches.targets()[taken];
  }
}
