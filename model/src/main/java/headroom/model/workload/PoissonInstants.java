package headroom.model.workload;

/** A Poisson process of constant rate. */
final class PoissonInstants extends Instants {
  private final double perNs;
  private final UnitPoisson points;

  PoissonInstants(double perNs, Key key) {
    this.perNs = perNs;
    this.points = new UnitPoisson(key.stream());
  }

  @Override
  double next() {
    return perNs == 0 ? NONE : points.next() / perNs;
  }
}
