package headroom.model.workload;

/** Evenly spaced instants. Each is computed from its number, so that no error adds up. */
final class EvenInstants extends Instants {
  private final double perSecond;
  private long count;

  EvenInstants(double perSecond) {
    requireRate(perSecond);
    this.perSecond = perSecond;
  }

  @Override
  double next() {
    return perSecond == 0 ? NONE : ++count * NS_PER_SECOND / perSecond;
  }
}
