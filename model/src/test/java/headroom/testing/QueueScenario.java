package headroom.testing;

import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.util.List;

/**
 * A textbook queue in the words of the model: every cost is zero.
 *
 * <p>First come first served is a pool of {@code servers} workers that wait in one {@code io} step.
 * Processor sharing is a goroutine per request that computes, with a P for each, on cores that all
 * threads share equally.
 */
public final class QueueScenario {
  /**
   * Ps for processor sharing. At load 0.9 more than this many requests are there once in 10^11
   * arrivals.
   */
  static final int PROCESSORS = 256;

  private QueueScenario() {}

  /** How the servers serve. */
  public enum Discipline {
    FIRST_COME,
    PROCESSOR_SHARING
  }

  /** A queue with {@code waitingPlaces} places to wait; a request that finds none is rejected. */
  public static Scenario of(
      Discipline discipline,
      int servers,
      long waitingPlaces,
      Arrivals arrivals,
      Distribution service,
      Window window,
      long seed) {
    boolean sharing = discipline == Discipline.PROCESSOR_SHARING;
    RequestStep step =
        sharing ? new WorkStep.Cpu(null, service) : new WorkStep.NetworkIo(null, service);
    return of(
        servers,
        sharing ? PROCESSORS : 1,
        sharing ? ServerSettings.UNBOUNDED : servers,
        waitingPlaces,
        arrivals,
        List.of(step),
        window,
        seed);
  }

  /** Any steps without costs. */
  public static Scenario of(
      int cores,
      int processors,
      int workers,
      long waitingPlaces,
      Arrivals arrivals,
      List<RequestStep> steps,
      Window window,
      long seed) {
    return new Scenario(
        new MachineSettings(cores),
        new RuntimeSettings("1.26", processors),
        0,
        arrivals,
        new ServerSettings(
            workers,
            waitingPlaces,
            ServerSettings.WhenFull.REJECT,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK),
        List.of(new RequestClass("request", 1, steps)),
        CostProfile.ideal(),
        window,
        seed);
  }

  /** Nanoseconds of {@code ms}. */
  public static long ns(double ms) {
    return Math.round(ms * 1e6);
  }
}
