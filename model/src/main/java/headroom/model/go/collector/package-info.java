/**
 * The garbage collector of Go 1.26: when a cycle starts, who marks and sweeps, how much of the CPU
 * that takes, and what allocation pays for it.
 *
 * <p>In two halves. Arithmetic on bytes and ns, without events, so that it can be held to recorded
 * collections: {@code Pacer}, {@code ConsMark}, {@code AssistRatio}, {@code MemoryLimitGoal},
 * {@code CpuLimiter}, {@code SweepDebt}, {@code ScavengeGoals}. And what runs in simulated time:
 * {@code Collector} with the phases of a cycle ({@code CycleStart}, {@code CycleEnd}), the workers
 * that mark ({@code MarkWorkers}), assists, the sweeper, and {@code Malloc}, where the program
 * allocates. Follows {@code runtime/mgc.go}, {@code mgcpacer.go}, {@code mgcmark.go}, {@code
 * mgclimit.go} and {@code mgcsweep.go}.
 *
 * <p>Not here: sizes of objects and what is resident ({@code go.memory}). What is left out stands
 * in {@code docs/model/collector.md}. Begin with {@code Malloc}, then {@code Collector}. Hot path.
 */
@NullMarked
package headroom.model.go.collector;

import org.jspecify.annotations.NullMarked;
