package headroom.model.workload.program;

import org.jspecify.annotations.Nullable;

/** Told what programs are made of, before the start, so that the accounts of it can be kept. */
public interface ProgramObserver {
  /** A step of the programs. */
  interface StepObserver {
    /**
     * The step that began at {@code beganNs} is done, or has failed, after {@code waitNs} in which
     * others held it up and {@code serviceNs} of its own.
     */
    void ended(long waitNs, long serviceNs, long beganNs);

    /** The step that began at {@code beganNs} has failed. */
    void failed(Failure failure, long beganNs);
  }

  /** A pool, a lock, a channel or a sink. */
  interface ResourceObserver {
    /** A goroutine begins to wait for it. */
    void waits(long nowNs);

    /**
     * A goroutine has what it asked for, after {@code waitNs}.
     *
     * @param waited whether {@link #waits} was called before
     */
    void got(boolean waited, long waitNs, long nowNs);

    /** A goroutine has given up after {@code waitNs}, for want of time or for another reason. */
    void gaveUp(boolean timedOut, long waitNs, long nowNs);

    /** A connection of it has been opened. */
    void opened(long nowNs);

    /** {@code change} more of it are in use. */
    void used(int change, long nowNs);
  }

  /** The resource has no fixed number that could be in use. */
  int UNCOUNTED = 0;

  /**
   * A step.
   *
   * @param scope of the steps: a class of requests, or a channel whose consumers run it; empty if
   *     there is one class only
   * @param name its id, or what it does, after the ids of those around it; several may have one
   * @param kind what it does and to what: {@code call db}
   * @param around the step that holds it; null if none does
   * @param beside whether it runs beside the requests, whose latency does not hold its time: in a
   *     consumer of a channel, or in a goroutine that nobody waits for
   */
  record StepDescription(
      String scope, String name, String kind, @Nullable StepObserver around, boolean beside) {}

  /** There is a step. */
  StepObserver step(StepDescription description);

  /**
   * There is a resource.
   *
   * @param kind {@code pool}, {@code lock}, {@code channel} or {@code sink}
   * @param capacity how many can be in use at once; {@link #UNCOUNTED}
   */
  ResourceObserver resource(String kind, String name, int capacity);
}
