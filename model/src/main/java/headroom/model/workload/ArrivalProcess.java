package headroom.model.workload;

import headroom.model.random.*;

public final class ArrivalProcess {
  private final Arrivals a;
  private final KeyedStream s;
  private long i = -1;
  private long t;

  private ArrivalProcess(Arrivals a, KeyedStream s) {
    this.a = a;
    this.s = s;
  }

  public static ArrivalProcess of(Arrivals a, long seed, int r) {
    return new ArrivalProcess(a, KeyedStream.of(seed, r, "arrivals"));
  }

  public boolean advance() {
    i++;
    if (a instanceof Arrivals.Trace tr) {
      if (i >= tr.table().size()) return false;
      t = tr.table().arrivalNs()[(int) i];
      return true;
    }
    if (a instanceof Arrivals.Poisson p) {
      t += Math.round(-StrictMath.log(s.at(i, 0).nextOpen()) * 1e9 / p.ratePerSecond());
      return true;
    }
    throw new IllegalStateException();
  }

  public long arrivalNs() {
    return t;
  }

  public long index() {
    return i;
  }

  public int traceRow() {
    return (int) i;
  }
}
