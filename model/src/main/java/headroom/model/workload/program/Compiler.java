package headroom.model.workload.program;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the steps of one class of requests. */
final class Compiler {
  private static final int[] NO_COLUMNS = {};

  private final CostProfile costs;
  private final SharedObjects shared;
  private final @Nullable TraceTable trace;
  private final StepNames names;
  private final DrawKey owner;

  /** A compiler of steps whose draws are under {@code owner}. */
  Compiler(
      CostProfile costs,
      SharedObjects shared,
      @Nullable TraceTable trace,
      DrawKey owner,
      StepNames names) {
    this.owner = owner;
    this.names = names;
    this.costs = costs;
    this.shared = shared;
    this.trace = trace;
  }

  /** The program of {@code steps}, which one goroutine executes. */
  Program compile(List<RequestStep> steps) {
    return new Body().program(steps, owner);
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

  /** The instructions of one goroutine. */
  private final class Body {
    private final List<Instruction> building = new ArrayList<>();
    private int slots;

    /** The account of the step that is being compiled. */
    private @Nullable StepBracket bracket;

    /** Loops around the step that is being compiled. */
    private int loops;

    /** Executions of that step in one run, as far as the loops' rounds are constant. */
    private int rounds = 1;

    Program program(List<RequestStep> steps, DrawKey block) {
      compile(steps, block);
      return new Program(building.toArray(Instruction[]::new), slots);
    }

    private void compile(List<RequestStep> steps, DrawKey block) {
      int unnamed = 0;
      for (RequestStep step : steps) {
        String id = step.id();
        compile(step, id == null ? block.child(unnamed++) : DrawPaths.ofStep(owner, id));
      }
    }

    private void compile(RequestStep step, DrawKey key) {
      StepBracket outer = bracket;
      StepBracket mine = names.enter(step, outer, slots);
      if (mine == null) {
        step.accept(new Emitter(key));
      } else {
        slots += 2;
        bracket = mine;
        building.add(mine.begin);
        step.accept(new Emitter(key));
        building.add(mine.end);
        bracket = outer;
      }
      names.leave();
    }

    /** What a step has taken is its own from here on. */
    private void taken() {
      if (bracket != null) {
        building.add(bracket.taken);
      }
    }

    /** Adds the instructions of a step, without its account. */
    private final class Emitter implements RequestStep.Visitor<Body> {
      private final DrawKey key;

      Emitter(DrawKey key) {
        this.key = key;
      }

      @Override
      public Body visit(RequestStep.Cpu step) {
        building.add(new Compute(demand(step.time(), key, step.id())));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.NetworkIo step) {
        compileNetwork(demand(step.time(), key, step.id()));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Sleep step) {
        building.add(new Sleep(demand(step.time(), key, step.id())));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.SystemCall step) {
        building.add(new SystemCall(demand(step.time(), key, step.id())));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Cgo step) {
        building.add(new CallC(demand(step.time(), key, step.id())));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Repeat step) {
        compileLoop(step, key);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Choice step) {
        compileChoice(step, key);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Call step) {
        compileCall(step, key);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Lock step) {
        building.add(locking(step));
        taken();
        compile(step.steps(), key);
        building.add(RunDeferred.INSTANCE);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Log step) {
        compileLog(step, key);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Send step) {
        SharedObjects.Events events = shared.channel(step.channel());
        building.add(new Send(events.channel(), events.account(), site(key)));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Receive step) {
        SharedObjects.Events events = shared.channel(step.channel());
        building.add(new Receive(events.channel(), events.account()));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Close step) {
        building.add(new CloseChannel(shared.channel(step.channel()).channel()));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Within step) {
        building.add(new EnterContext(step.timeoutNs(), Failure.TIMEOUT));
        compile(step.steps(), key);
        building.add(RunDeferred.INSTANCE);
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Ticker step) {
        if (step.read()) { // one that nobody reads costs no CPU
          building.add(new StartTicker(step.periodNs(), step.leak()));
        }
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Stack step) {
        building.add(new UseStack(demand(step.bytes(), key, step.id())));
        return Body.this;
      }

      @Override
      public Body visit(RequestStep.Spawn step) {
        compileSpawn(step, key);
        return Body.this;
      }
    }

    private void compileNetwork(Demand time) {
      compileCpu(costs.ns(Cost.NET_SEND_CPU));
      building.add(new AwaitNetwork(time));
      compileCpu(costs.ns(Cost.NET_RECEIVE_CPU));
    }

    private void compileCpu(long costNs) {
      if (costNs > 0) {
        building.add(new Compute(demand(new Distribution.Constant(costNs), owner, null)));
      }
    }

    private void compileCall(RequestStep.Call call, DrawKey key) {
      boolean limited = call.timeoutNs() != RequestStep.NO_LIMIT;
      if (limited) {
        building.add(new EnterContext(call.timeoutNs(), Failure.TIMEOUT));
      }
      int attempts = slots++;
      int executions = loops == 0 ? Site.ONCE : slots++;
      building.add(new BeginCall(new Site(key.bits(), executions), attempts));
      int first = building.size();
      takeConnection(shared.pool(call.pool()), key.child("connect"), executions, attempts);
      compileNetwork(callDemand(call.time(), key, call.id(), executions, attempts));
      building.add(RunDeferred.INSTANCE);
      RequestStep.CallFailure failure = call.failure();
      if (failure.share() > 0) {
        building.add(
            new RetryCall(
                callDemand(null, key.child("error"), null, executions, attempts),
                callDemand(failure.backoff(), key.child("backoff"), null, executions, attempts),
                failure.share(),
                failure.retries(),
                attempts,
                first));
      }
      if (limited) {
        building.add(RunDeferred.INSTANCE);
      }
    }

    private void takeConnection(
        SharedObjects.Pool pool, DrawKey key, int executions, int attempts) {
      TakeConnection take = new TakeConnection(pool);
      building.add(take);
      Distribution connect = pool.rule().connect();
      if (connect != null) {
        compileNetwork(callDemand(connect, key, null, executions, attempts));
        building.add(take.opened());
      }
      take.opensBefore(building.size());
      taken();
    }

    /** What an attempt at a call asks for. */
    private Demand callDemand(
        @Nullable Distribution distribution,
        DrawKey key,
        @Nullable String id,
        int executions,
        int attempts) {
      Site site = new Site(key.bits(), executions, attempts);
      return new Demand(distribution, site, columns(id), rounds);
    }

    private void compileLog(RequestStep.Log log, DrawKey key) {
      SharedObjects.Sink sink = shared.sink(log.sink());
      building.add(new LockMutex(sink.lock(), sink.account()));
      taken();
      building.add(new Compute(demand(sink.write(), key, null)));
      building.add(new WriteToPipe(sink.pipe(), log.bytes()));
      building.add(RunDeferred.INSTANCE);
    }

    private Instruction locking(RequestStep.Lock lock) {
      SharedObjects.Lock named = shared.lock(lock.mutex());
      return switch (lock.mode()) {
        case MUTEX -> new LockMutex(named.plain(), named.account());
        case READ -> new LockForReading(named.readWrite(), named.account());
        case WRITE -> new LockForWriting(named.readWrite(), named.account());
      };
    }

    private void compileLoop(RequestStep.Repeat repeat, DrawKey key) {
      int roundsSlot = slots++;
      BeginLoop begin = new BeginLoop(demand(repeat.times(), key, repeat.id()), roundsSlot);
      building.add(begin);
      int first = building.size();
      int outerRounds = rounds;
      rounds *= repeat.times() instanceof Distribution.Constant c ? (int) c.value() : 1;
      loops++;
      compile(repeat.steps(), key);
      loops--;
      rounds = outerRounds;
      building.add(new EndLoop(roundsSlot, first));
      begin.endsBefore(building.size());
    }

    private void compileChoice(RequestStep.Choice choice, DrawKey key) {
      int count = choice.branches().size();
      double[] cumulativeShare = new double[count];
      int[] targets = new int[count];
      int[] columns = new int[count];
      Demand drawn = demand(null, key, choice.id());
      building.add(new Branch(drawn, cumulativeShare, targets, columns));
      List<Integer> jumps = new ArrayList<>();
      double cumulative = 0;
      for (int i = 0; i < count; i++) {
        RequestStep.Choice.Branch branch = choice.branches().get(i);
        cumulative += branch.share();
        cumulativeShare[i] = i == count - 1 ? Double.POSITIVE_INFINITY : cumulative;
        targets[i] = building.size();
        columns[i] = firstColumn(branch.steps());
        compile(branch.steps(), key.child(i));
        jumps.add(building.size());
        building.add(RunDeferred.INSTANCE); // its place is kept for the jump
      }
      for (int jump : jumps) {
        building.set(jump, new Jump(building.size()));
      }
    }

    private void compileSpawn(RequestStep.Spawn spawn, DrawKey key) {
      Demand count = demand(spawn.count(), key, spawn.id());
      List<Program> branches = new ArrayList<>();
      for (List<RequestStep> steps : spawn.branches()) {
        branches.add(new Body().program(steps, key.child(branches.size())));
      }
      building.add(
          new StartGoroutines(
              count, branches, spawn.join(), costs.ns(Cost.GO_SPAWN), costs.ns(Cost.GO_SPAWN_NEW)));
    }

    private Demand demand(@Nullable Distribution distribution, DrawKey key, @Nullable String id) {
      return new Demand(distribution, site(key), columns(id), rounds);
    }

    private Site site(DrawKey key) {
      return new Site(key.bits(), loops == 0 ? Site.ONCE : slots++);
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
}
