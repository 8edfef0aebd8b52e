package headroom.model.observe;

import headroom.model.observe.Observation.ResourceObservation;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.workload.program.Failure;
import headroom.model.workload.program.ProgramObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What happens at each step and at each pool, lock, channel and sink inside the measured window,
 * whichever request or goroutine it is. An execution counts, and so does a wait, if it begins
 * there; both are followed to their ends also past the end of the window.
 */
public final class ProgramAccounts implements ProgramObserver {
  /** Their quantiles are exact to 1 %; there are many of these histograms. */
  private static final int DIGITS = 2;

  private final long fromNs;
  private final long toNs;
  private final List<Step> steps = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();

  /** Accounts of what begins in [fromNs, toNs). */
  public ProgramAccounts(long fromNs, long toNs) {
    this.fromNs = fromNs;
    this.toNs = toNs;
  }

  @Override
  public StepObserver step(StepDescription description) {
    Step step = new Step(description);
    steps.add(step);
    return step;
  }

  @Override
  public ResourceObserver resource(String kind, String name, int capacity) {
    Resource resource = new Resource(kind + " " + name, capacity);
    resources.add(resource);
    return resource;
  }

  /** The warm-up is over. */
  public void warmedUp() {
    resources.forEach(Resource::warmedUp);
  }

  /** The steps in the order of the file, each under a name of its own. */
  public List<StepObservation> steps() {
    Map<String, Integer> bare = new TreeMap<>();
    Map<String, Integer> scoped = new TreeMap<>();
    for (Step step : steps) {
      bare.merge(step.name(), 1, Integer::sum);
      scoped.merge(step.scopedName(), 1, Integer::sum);
    }
    Map<String, Integer> seen = new TreeMap<>();
    Map<StepObserver, String> names = new LinkedHashMap<>();
    for (Step step : steps) {
      String name = bare.getOrDefault(step.name(), 0) == 1 ? step.name() : step.scopedName();
      boolean alone = scoped.getOrDefault(step.scopedName(), 0) == 1;
      int place = seen.merge(name, 1, Integer::sum);
      names.put(step, alone ? name : name + " #" + place);
    }
    return steps.stream().map(step -> step.observed(names)).toList();
  }

  /** The resources in the order of the file. */
  public List<ResourceObservation> resources() {
    return resources.stream().map(Resource::observed).toList();
  }

  private boolean isInWindow(long timeNs) {
    return timeNs >= fromNs && timeNs < toNs;
  }

  private final class Step implements StepObserver {
    private final StepDescription description;
    private final Times wait = new Times();
    private final Times service = new Times();
    private long timeouts;
    private long errors;
    private long canceled;

    Step(StepDescription description) {
      this.description = description;
    }

    String name() {
      return description.name();
    }

    String scopedName() {
      return description.scope().isEmpty() ? name() : description.scope() + ": " + name();
    }

    @Override
    public void ended(long waitNs, long serviceNs, long beganNs) {
      if (isInWindow(beganNs)) {
        wait.add(waitNs);
        service.add(serviceNs);
      }
    }

    @Override
    public void failed(Failure failure, long beganNs) {
      if (!isInWindow(beganNs)) {
        return;
      }
      switch (failure) {
        case CANCELED -> canceled++;
        case CALL_ERROR -> errors++;
        case DEADLINE, TIMEOUT, POOL_WAIT -> timeouts++;
      }
    }

    StepObservation observed(Map<StepObserver, String> names) {
      return new StepObservation(
          new Observation.StepPlace(
              names.getOrDefault(this, name()),
              description.kind(),
              description.around() == null ? null : names.get(description.around()),
              description.beside()),
          wait.observed(),
          service.observed(),
          new Observation.StepFailures(timeouts, errors, canceled));
    }
  }

  private final class Resource implements ResourceObserver {
    private final String name;
    private final int capacity;
    private final Level inUse = new Level(fromNs, toNs);
    private final Times wait = new Times();
    private long used;
    private long waiters;
    private long waitersMax;
    private long timeouts;
    private long opened;

    Resource(String name, int capacity) {
      this.name = name;
      this.capacity = capacity;
    }

    void warmedUp() {
      waitersMax = waiters;
    }

    @Override
    public void waits(long nowNs) {
      waiters++;
      if (waiters > waitersMax && nowNs < toNs) {
        waitersMax = waiters;
      }
    }

    @Override
    public void got(boolean waited, long waitNs, long nowNs) {
      waiters -= waited ? 1 : 0;
      if (isInWindow(nowNs - waitNs)) {
        wait.add(waitNs);
      }
    }

    @Override
    public void gaveUp(boolean timedOut, long waitNs, long nowNs) {
      waiters--;
      if (isInWindow(nowNs - waitNs)) {
        wait.add(waitNs);
        timeouts += timedOut ? 1 : 0;
      }
    }

    @Override
    public void opened(long nowNs) {
      opened += isInWindow(nowNs) ? 1 : 0;
    }

    @Override
    public void used(int change, long nowNs) {
      long before = Math.min(used, capacity);
      used += change;
      int counted = (int) (Math.min(used, capacity) - before);
      if (counted != 0) {
        inUse.change(counted, nowNs, nowNs);
      }
    }

    ResourceObservation observed() {
      double utilization = capacity == UNCOUNTED ? Double.NaN : inUse.mean() / capacity;
      return new ResourceObservation(
          name, utilization, wait.observed(), waitersMax, timeouts, opened);
    }
  }

  /** Times, with their exact sum. */
  private static final class Times {
    private final Histogram histogram = new Histogram(DIGITS);
    private long sumNs;

    void add(long ns) {
      histogram.recordValue(ns);
      sumNs += ns;
    }

    Observation.Times observed() {
      return new Observation.Times(histogram, sumNs);
    }
  }
}
