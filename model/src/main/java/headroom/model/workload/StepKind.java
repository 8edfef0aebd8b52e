package headroom.model.workload;

/**
 * A kind of step. The kinds of each group are an enum beside the group's steps, so that a {@code
 * switch} over them that forgets one does not compile.
 */
public sealed interface StepKind permits WorkStep.Kind, BlockStep.Kind, SharedStep.Kind {

  /** The key of the step in the experiment file. */
  String key();
}
