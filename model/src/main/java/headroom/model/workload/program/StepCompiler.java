package headroom.model.workload.program;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.DrawKey;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepVisitor;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the steps of one goroutine: what a step of each kind becomes in a program. */
final class StepCompiler {
  private final Compiler compiler;
  private final CostProfile costs;
  private final SharedObjects shared;
  private final ProgramBuilder program;
  private final NetworkCompiler network;
  private final MemoryCompiler memory;

  /** The account of the step that is being compiled. */
  private @Nullable StepBracket bracket;

  StepCompiler(Compiler compiler, ProgramBuilder program) {
    this.compiler = compiler;
    this.program = program;
    costs = compiler.costs();
    shared = compiler.shared();
    network = new NetworkCompiler(costs, compiler.owner(), program);
    memory = new MemoryCompiler(costs, compiler.memory(), program);
  }

  /** Compiles a block of steps with draws under {@code block}. */
  void compile(List<RequestStep> steps, DrawKey block) {
    int unnamed = 0;
    for (RequestStep step : steps) {
      String id = step.id();
      DrawKey key =
          id == null
              ? DrawPaths.ofUnnamed(block, unnamed++)
              : DrawPaths.ofStep(compiler.owner(), id);
      compile(step, key);
    }
  }

  private void compile(RequestStep step, DrawKey key) {
    StepBracket outer = bracket;
    StepBracket mine = compiler.names().enter(step, outer, program);
    if (mine == null) {
      step.accept(new Emitter(key));
    } else {
      bracket = mine;
      program.add(mine.begin);
      step.accept(new Emitter(key));
      program.add(mine.end);
      bracket = outer;
    }
    compiler.names().leave();
  }

  /** The step that is being compiled has what it takes from here on. */
  private void taken() {
    if (bracket != null) {
      program.add(bracket.taken);
    }
  }

  /** Adds the instructions of the step at {@code key}, without its account. */
  private final class Emitter implements StepVisitor<StepCompiler> {
    private final DrawKey key;

    Emitter(DrawKey key) {
      this.key = key;
    }

    private StepCompiler emit(Instruction instruction) {
      program.add(instruction);
      return StepCompiler.this;
    }

    @Override
    public StepCompiler visit(WorkStep.Cpu step) {
      return emit(new Compute(program.demand(step.time(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.NetworkIo step) {
      network.compile(program.demand(step.time(), key, step.id()));
      return StepCompiler.this;
    }

    @Override
    public StepCompiler visit(WorkStep.Sleep step) {
      return emit(new SleepFor(program.demand(step.time(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.SystemCall step) {
      return emit(new BlockInSystemCall(program.demand(step.time(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.Cgo step) {
      return emit(new CallC(program.demand(step.time(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.Stack step) {
      return emit(new UseStack(program.demand(step.bytes(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.Alloc step) {
      ObjectDemand objects =
          new ObjectDemand(
              program.demand(step.bytes(), key, step.id()), step.objects(), step.pointers());
      return emit(memory.compile(objects, step.retention()));
    }

    @Override
    public StepCompiler visit(WorkStep.Operation step) {
      return emit(memory.compile(step, program.demand(step.times(), key, step.id())));
    }

    @Override
    public StepCompiler visit(WorkStep.Ticker step) {
      return step.read()
          ? emit(new StartTicker(step.periodNs(), step.leak()))
          : emit(new MakeTicker(step.leak()));
    }

    @Override
    public StepCompiler visit(BlockStep.Repeat step) {
      int roundsSlot = program.takeSlots(1);
      BeginLoop begin = new BeginLoop(program.demand(step.times(), key, step.id()), roundsSlot);
      program.add(begin);
      int first = program.position();
      int outerRounds = program.enterLoop(step.times());
      compile(step.steps(), key);
      program.leaveLoop(outerRounds);
      program.add(new EndLoop(roundsSlot, first));
      begin.endsBefore(program.position());
      return StepCompiler.this;
    }

    @Override
    public StepCompiler visit(BlockStep.Choice step) {
      int count = step.branches().size();
      double[] cumulativeShare = new double[count];
      int[] targets = new int[count];
      int[] columns = new int[count];
      Demand drawn = program.demand(null, key, step.id());
      program.add(new TakeBranch(drawn, cumulativeShare, targets, columns));
      List<Integer> jumps = new ArrayList<>();
      double cumulative = 0;
      for (int i = 0; i < count; i++) {
        BlockStep.Choice.Branch branch = step.branches().get(i);
        cumulative += branch.share();
        cumulativeShare[i] = i == count - 1 ? Double.POSITIVE_INFINITY : cumulative;
        targets[i] = program.position();
        columns[i] = firstColumn(branch.steps());
        compile(branch.steps(), key.child(i));
        jumps.add(program.position());
        program.add(RunDeferred.INSTANCE); // its place is kept for the jump
      }
      for (int jump : jumps) {
        program.replace(jump, new Jump(program.position()));
      }
      return StepCompiler.this;
    }

    private int firstColumn(List<RequestStep> steps) {
      for (RequestStep step : steps) {
        int[] columns = program.columns(step.id());
        if (columns.length > 0) {
          return columns[0];
        }
      }
      return -1;
    }

    @Override
    public StepCompiler visit(BlockStep.Spawn step) {
      Demand count = program.demand(step.count(), key, step.id());
      List<Program> branches = new ArrayList<>();
      for (List<RequestStep> steps : step.branches()) {
        branches.add(compiler.compile(steps, key.child(branches.size())));
      }
      return emit(
          new StartGoroutines(
              count, branches, step.join(), costs.ns(Cost.GO_SPAWN), costs.ns(Cost.GO_SPAWN_NEW)));
    }

    @Override
    public StepCompiler visit(BlockStep.Within step) {
      program.add(new EnterContext(step.timeoutNs(), Failure.TIMEOUT));
      compile(step.steps(), key);
      return emit(RunDeferred.INSTANCE);
    }

    @Override
    public StepCompiler visit(SharedStep.Call step) {
      network.compile(step, shared.pool(step.pool()), key, StepCompiler.this::taken);
      return StepCompiler.this;
    }

    @Override
    public StepCompiler visit(SharedStep.Lock step) {
      SharedObjects.EitherLock named = shared.lock(step.mutex());
      program.add(
          switch (step.mode()) {
            case MUTEX -> new LockMutex(named.plain(), named.account());
            case READ -> new LockForReading(named.readWrite(), named.account());
            case WRITE -> new LockForWriting(named.readWrite(), named.account());
          });
      taken();
      compile(step.steps(), key);
      return emit(RunDeferred.INSTANCE);
    }

    @Override
    public StepCompiler visit(SharedStep.Log step) {
      SharedObjects.Sink sink = shared.sink(step.sink());
      program.add(new LockMutex(sink.lock(), sink.account()));
      taken();
      program.add(new Compute(program.demand(sink.write(), key, null)));
      program.add(new WriteToPipe(sink.pipe(), step.bytes()));
      return emit(RunDeferred.INSTANCE);
    }

    @Override
    public StepCompiler visit(SharedStep.Cached step) {
      LookUp lookUp = memory.compileLookUp(step, key);
      taken();
      compile(step.onMiss(), key);
      memory.compilePut(step, key, lookUp);
      lookUp.foundGoesTo(program.position());
      taken();
      lookUp.loadedByAnotherGoesTo(program.position());
      return StepCompiler.this;
    }

    @Override
    public StepCompiler visit(SharedStep.Send step) {
      SharedObjects.Events events = shared.channel(step.channel());
      return emit(new SendValue(events.channel(), events.account(), program.site(key)));
    }

    @Override
    public StepCompiler visit(SharedStep.Receive step) {
      SharedObjects.Events events = shared.channel(step.channel());
      return emit(new ReceiveValue(events.channel(), events.account()));
    }

    @Override
    public StepCompiler visit(SharedStep.Close step) {
      return emit(new CloseChannel(shared.channel(step.channel()).channel()));
    }
  }
}
