package headroom.experiments.queueing;

/** Where requests are served, and wait for it. Times in seconds. */
public sealed interface Station
    permits MultiServerQueue, SingleServerQueue, ThinkingUsers, Station.Unlimited {

  /** Mean time of service. */
  double serviceS();

  /** The same with a service that takes {@code factor} times as long. */
  Station stretched(double factor);

  /** Whether there is a steady state. */
  boolean isStable();

  /** Mean time from arrival to the end of service. */
  double meanResponseS();

  /** As many are served as come: nobody waits. */
  record Unlimited(double serviceS) implements Station {
    @Override
    public Station stretched(double factor) {
      return new Unlimited(serviceS * factor);
    }

    @Override
    public boolean isStable() {
      return true;
    }

    @Override
    public double meanResponseS() {
      return serviceS;
    }
  }
}
