package headroom.model.workload;

import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import java.util.List;

/** Of which class each request is: drawn by its number alone. */
public final class ClassDraws {
  private final double[] cumulativeShare;
  private final KeyedStream stream;

  /** The draws of a replication among {@code classes}, of which there is one at least. */
  public static ClassDraws of(List<RequestClass> classes, Streams streams) {
    return new ClassDraws(classes, streams.stream("class"));
  }

  private ClassDraws(List<RequestClass> classes, KeyedStream stream) {
    this.stream = stream;
    cumulativeShare = new double[classes.size()];
    double sum = 0;
    for (int i = 0; i < cumulativeShare.length; i++) {
      sum += classes.get(i).share();
      cumulativeShare[i] = i == cumulativeShare.length - 1 ? Double.POSITIVE_INFINITY : sum;
    }
  }

  /** The place among the classes of the request {@code index}, from 0. */
  public int of(long index) {
    if (cumulativeShare.length == 1) {
      return 0;
    }
    double u = stream.at(index, 0).nextOpen();
    int drawn = 0;
    while (u > cumulativeShare[drawn]) {
      drawn++;
    }
    return drawn;
  }
}
