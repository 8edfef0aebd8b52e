package headroom.model.workload.program;

import headroom.model.random.Sampler;
import headroom.model.workload.TraceTable;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks for: drawn as a function of (seed, replication) and its path alone, see {@link
 * DrawPaths}, or taken from the trace.
 *
 * @param site where and under which key it is drawn
 * @param columns the trace's columns of its executions; empty: it is drawn
 * @param rounds executions of the step in one run of its program, if that is constant
 */
record Demand(@Nullable Sampler sampler, Site site, int[] columns, int rounds) {

  /** The next value; {@link TraceTable#NONE} if the trace says that the step is not run. */
  long next(ProgramRun run) {
    int execution = site.begin(run);
    if (columns.length > 0) {
      int column = run.keys().ordinal() * rounds + execution;
      if (column < columns.length) {
        return run.keys().traced(columns[column]);
      }
    }
    Sampler drawn = sampler;
    if (drawn == null) {
      throw new IllegalStateException("a demand that is neither drawn nor traced");
    }
    return drawn.sample(site.draws(run, execution));
  }

  /** A uniform draw in (0, 1]. */
  double nextUniform(ProgramRun run) {
    return site.draws(run, site.begin(run)).nextOpen();
  }
}
