/**
 * The simulator of one replication: a {@link headroom.model.Scenario} goes in, an {@link
 * headroom.model.observe.Observation} comes out. It knows no file, no console and no wall clock.
 *
 * <p>In this package are the scenario, the measured {@link headroom.model.Window}, the entry point
 * {@link headroom.model.Simulation}, and {@code ReplicationWiring}, which makes the layers and
 * connects them. The layers are packages, each of which knows only those before it: {@code cost},
 * {@code random}, {@code engine}, {@code metrics}, {@code kernel}, {@code go}, {@code workload},
 * {@code service}, {@code client}, {@code observe}. How replications are repeated and summed up is
 * not here but in {@code headroom.experiments.run}.
 *
 * <p>Begin with {@code Simulation.run}, then {@code ReplicationWiring}, then the page of the layer
 * you want to change; what each leaves out stands in {@code docs/model/index.md}.
 */
@NullMarked
package headroom.model;

import org.jspecify.annotations.NullMarked;
