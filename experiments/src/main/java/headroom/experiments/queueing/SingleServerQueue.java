package headroom.experiments.queueing;

/**
 * M/G/1: Poisson arrivals, service times of any distribution, one server that serves in the order
 * of arrival. Source: Pollaczek (1930) and Khinchine (1932), in Kleinrock, Queueing Systems I
 * (1975), eq. 5.70.
 *
 * @param ratePerS arrivals per second
 * @param service moments of the service time
 */
public record SingleServerQueue(double ratePerS, ServiceMoments service) implements Station {
  @Override
  public double serviceS() {
    return service.meanS();
  }

  @Override
  public Station stretched(double factor) {
    return new SingleServerQueue(ratePerS, service.times(factor));
  }

  @Override
  public boolean isStable() {
    return ratePerS * service.meanS() < 1;
  }

  @Override
  public double meanResponseS() {
    double second = service.variance() + service.meanS() * service.meanS();
    return service.meanS() + ratePerS * second / (2 * (1 - ratePerS * service.meanS()));
  }
}
