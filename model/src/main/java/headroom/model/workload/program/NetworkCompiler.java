package headroom.model.workload.program;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;

/** Compiles the traffic of a program with other machines: network I/O, and calls of a pool. */
final class NetworkCompiler {
  private final CostProfile costs;
  private final DrawKey owner;
  private final ProgramBuilder program;

  NetworkCompiler(CostProfile costs, DrawKey owner, ProgramBuilder program) {
    this.costs = costs;
    this.owner = owner;
    this.program = program;
  }

  /** Sends, waits for {@code time}, receives. */
  void compile(Demand time) {
    compileCpu(costs.ns(Cost.NET_SEND_CPU));
    program.add(new AwaitNetwork(time));
    compileCpu(costs.ns(Cost.NET_RECEIVE_CPU));
  }

  private void compileCpu(long costNs) {
    if (costNs > 0) {
      Distribution cost = new Distribution.Constant(costNs);
      program.add(new Compute(program.demand(cost, owner, null)));
    }
  }

  /**
   * A call, with all its attempts.
   *
   * @param taken runs when an attempt has a connection
   */
  void compile(SharedStep.Call call, SharedObjects.Pool pool, DrawKey key, Runnable taken) {
    boolean limited = call.timeoutNs() != RequestStep.NO_LIMIT;
    if (limited) {
      program.add(new EnterContext(call.timeoutNs(), Failure.TIMEOUT));
    }
    int attempts = program.takeSlots(1);
    Attempts sites = new Attempts(program.takeExecutionSlot(), attempts);
    program.add(new BeginCall(new Site(key.bits(), sites.executions), attempts));
    int first = program.position();
    takeConnection(pool, sites.of(key.child("connect")), taken);
    compile(program.demand(call.time(), sites.of(key), call.id()));
    program.add(RunDeferred.INSTANCE);
    SharedStep.CallFailure failure = call.failure();
    if (failure.share() > 0) {
      Demand fails = program.demand(null, sites.of(key.child("error")), null);
      Demand backoff = program.demand(failure.backoff(), sites.of(key.child("backoff")), null);
      RetryCall.Policy policy =
          new RetryCall.Policy(fails, failure.share(), failure.retries(), backoff);
      program.add(new RetryCall(policy, attempts, first));
    }
    if (limited) {
      program.add(RunDeferred.INSTANCE);
    }
  }

  /** Where a call counts its executions, and the attempts of each. */
  private record Attempts(int executions, int attempts) {
    Site of(DrawKey key) {
      return new Site(key.bits(), executions, attempts);
    }
  }

  private void takeConnection(SharedObjects.Pool pool, Site site, Runnable taken) {
    TakeConnection take = new TakeConnection(pool);
    program.add(take);
    Distribution connect = pool.rule().connect();
    if (connect != null) {
      compile(program.demand(connect, site, null));
      program.add(take.opened());
    }
    take.opensBefore(program.position());
    taken.run();
  }
}
