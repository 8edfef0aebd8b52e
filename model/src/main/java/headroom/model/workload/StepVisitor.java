package headroom.model.workload;

/** What is done with a step, by its kind. A visitor that lacks a kind does not compile. */
public interface StepVisitor<R>
    extends WorkStep.Visitor<R>, BlockStep.Visitor<R>, SharedStep.Visitor<R> {}
