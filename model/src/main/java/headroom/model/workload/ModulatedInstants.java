package headroom.model.workload;

import headroom.model.random.KeyedStream;
import headroom.model.random.NaturalLogarithm;
import java.util.List;

/**
 * A Markov-modulated Poisson process that visits its states in turn. Source: Fischer and
 * Meier-Hellstern (1993), "The Markov-modulated Poisson process (MMPP) cookbook". The first state
 * is drawn by its share of time; what is left of its sojourn is exponential like a whole one.
 */
final class ModulatedInstants extends Instants {
  private final double[] perNs;
  private final double[] meanSojournNs;
  private final boolean silent;
  private final UnitPoisson points;
  private final KeyedStream sojourns;
  private long sojournCount;
  private int state;
  private double sojournStartNs;
  private double sojournEndNs;
  private double pointsAtStart;

  ModulatedInstants(List<Arrivals.Modulated.State> states, Key key) {
    require(!states.isEmpty(), "number of states", 0);
    perNs = new double[states.size()];
    meanSojournNs = new double[states.size()];
    double totalNs = 0;
    double totalRate = 0;
    for (int i = 0; i < perNs.length; i++) {
      perNs[i] = perNs(states.get(i).ratePerSecond());
      meanSojournNs[i] = (double) states.get(i).meanSojournNs();
      require(meanSojournNs[i] > 0, "mean sojourn", meanSojournNs[i]);
      totalNs += meanSojournNs[i];
      totalRate += perNs[i];
    }
    silent = totalRate == 0;
    points = new UnitPoisson(key.stream());
    sojourns = key.child("sojourn").stream();
    double left = key.child("state").stream().nextOpen() * totalNs;
    while (state < perNs.length - 1 && left > meanSojournNs[state]) {
      left -= meanSojournNs[state++];
    }
    sojournEndNs = drawSojourn();
  }

  @Override
  double next() {
    if (silent) {
      return NONE;
    }
    double point = points.next();
    double pointsAtEnd = pointsAtStart + perNs[state] * (sojournEndNs - sojournStartNs);
    while (point >= pointsAtEnd) {
      state = state + 1 == perNs.length ? 0 : state + 1;
      sojournStartNs = sojournEndNs;
      if (sojournStartNs >= LATEST_NS) {
        return NONE;
      }
      sojournEndNs += drawSojourn();
      pointsAtStart = pointsAtEnd;
      pointsAtEnd += perNs[state] * (sojournEndNs - sojournStartNs);
    }
    return sojournStartNs + (point - pointsAtStart) / perNs[state];
  }

  private double drawSojourn() {
    return -meanSojournNs[state] * NaturalLogarithm.of(sojourns.at(sojournCount++, 0).nextOpen());
  }
}
