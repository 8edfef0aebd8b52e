package headroom.coverage;

import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.workload.Arrivals;
import java.util.List;

/** The instants of an arrival process, one after the other. */
interface ArrivalTimes {
  /** The next instant, ns. */
  double nextNs();

  /** Those of {@code arrivals}, which is Poisson, batches of it, or modulated. */
  static ArrivalTimes of(Arrivals arrivals, KeyedStream stream) {
    if (arrivals instanceof Arrivals.Poisson poisson) {
      return new Modulated(
          List.of(new Arrivals.Modulated.State(poisson.ratePerSecond(), 1)), stream);
    }
    if (arrivals instanceof Arrivals.Batch batch) {
      return new Batches(of(batch.instants(), stream), batch.size(), stream);
    }
    if (arrivals instanceof Arrivals.Modulated modulated) {
      return new Modulated(modulated.states(), stream);
    }
    throw new IllegalArgumentException("no instants of " + arrivals);
  }

  /** An exponential time of the given mean. */
  private static double exponential(double mean, KeyedStream stream) {
    return new Distribution.Exponential(mean).sample(stream);
  }

  /** All of a batch at once. */
  final class Batches implements ArrivalTimes {
    private final ArrivalTimes instants;
    private final Distribution size;
    private final KeyedStream stream;
    private double nowNs;
    private long left;

    private Batches(ArrivalTimes instants, Distribution size, KeyedStream stream) {
      this.instants = instants;
      this.size = size;
      this.stream = stream;
    }

    @Override
    public double nextNs() {
      if (left == 0) {
        nowNs = instants.nextNs();
        left = size.sample(stream);
      }
      left--;
      return nowNs;
    }
  }

  /** Poisson at the rate of the current state; with one state Poisson. */
  final class Modulated implements ArrivalTimes {
    private final List<Arrivals.Modulated.State> states;
    private final KeyedStream stream;
    private int state;
    private double nowNs;
    private double stateEndNs;

    private Modulated(List<Arrivals.Modulated.State> states, KeyedStream stream) {
      this.states = states;
      this.stream = stream;
      double all = states.stream().mapToDouble(Arrivals.Modulated.State::meanSojournNs).sum();
      double point = stream.nextOpen() * all;
      while (point > states.get(state).meanSojournNs()) {
        point -= states.get(state++).meanSojournNs();
      }
      enter(state);
    }

    private void enter(int next) {
      state = next;
      stateEndNs =
          states.size() == 1
              ? Double.POSITIVE_INFINITY
              : nowNs + exponential((double) states.get(next).meanSojournNs(), stream);
    }

    @Override
    public double nextNs() {
      while (true) {
        double gapNs = exponential(1e9 / states.get(state).ratePerSecond(), stream);
        if (nowNs + gapNs < stateEndNs) {
          nowNs += gapNs;
          return nowNs;
        }
        nowNs = stateEndNs;
        enter((state + 1) % states.size());
      }
    }
  }
}
