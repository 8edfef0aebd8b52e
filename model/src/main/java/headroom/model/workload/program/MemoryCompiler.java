package headroom.model.workload.program;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.collector.AllocationCosts;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.workload.Retention;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;

/** Compiles what a program does with the heap: allocations, lookups of caches. */
final class MemoryCompiler {
  private final CostProfile costs;
  private final SharedMemory memory;
  private final ProgramBuilder program;

  MemoryCompiler(CostProfile costs, SharedMemory memory, ProgramBuilder program) {
    this.costs = costs;
    this.memory = memory;
    this.program = program;
  }

  /** Allocates {@code objects}, which are held as {@code retention} says. */
  Instruction compile(ObjectDemand objects, Retention retention) {
    if (retention instanceof Retention.Pooled pooled) {
      return new TakeFromPool(
          memory.heap(),
          memory.syncPool(pooled.pool()),
          objects,
          costs.value(Cost.GO_POOL_GET_PUT),
          program.takeSlots(TakeFromPool.SLOTS));
    }
    if (retention instanceof Retention.Lasting lasting) {
      return new AllocateLasting(
          memory.heap(), objects, lasting.share(), memory.timed(lasting.ns()));
    }
    return new Allocate(memory.heap(), objects, ((Retention.ByRequest) retention).share());
  }

  /** Does an operation {@code times} times. */
  Instruction compile(WorkStep.Operation operation, Demand times) {
    return new RunOperation(
        memory.heap(),
        times,
        OperationCost.of(operation.each(), new AllocationCosts(costs)),
        program.takeSlots(RunOperation.SLOTS));
  }

  /** Looks up a key; what follows loads it. */
  LookUp compileLookUp(SharedStep.Cached step, DrawKey key) {
    compileCpu(Cost.GO_CACHE_LOOKUP, key);
    LookUp lookUp =
        new LookUp(
            memory.cache(step.cache()),
            step.key().sampler(),
            program.site(key),
            program.takeSlots(LookUp.SLOTS));
    program.add(lookUp);
    return lookUp;
  }

  /** Puts the key that {@code lookUp} has not found and that has been loaded. */
  void compilePut(SharedStep.Cached step, DrawKey key, LookUp lookUp) {
    compileCpu(Cost.GO_CACHE_INSERT, key);
    program.add(new PutEntry(memory.heap(), memory.cache(step.cache()), lookUp.slots()));
    program.add(RunDeferred.INSTANCE);
  }

  private void compileCpu(Cost cost, DrawKey key) {
    long ns = costs.ns(cost);
    if (ns > 0) {
      program.add(new Compute(program.demand(new Distribution.Constant(ns), key, null)));
    }
  }
}
