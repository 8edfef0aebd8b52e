package headroom.model.workload;

import java.util.List;

/**
 * A kind of request.
 *
 * @param name as the experiment file has it
 * @param share the probability that a request is of this class; the shares of all classes add up to
 *     1
 * @param steps in the order in which they run, on one goroutine
 */
public record RequestClass(String name, double share, List<RequestStep> steps) {
  public RequestClass {
    steps = List.copyOf(steps);
  }
}
