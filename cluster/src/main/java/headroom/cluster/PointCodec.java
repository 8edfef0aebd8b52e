package headroom.cluster;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import headroom.experiments.Point;
import java.util.Collections;
import java.util.Map;

/**
 * A point as bytes, with all that its result depends on. Written and read by the same jar: it is no
 * format for files.
 */
final class PointCodec {
  private static final int FIRST_BYTES = 1 << 14;
  private static final int NO_LIMIT = -1;

  /** It learns the classes once for each thread, and is not safe for several. */
  private static final ThreadLocal<Kryo> KRYO = ThreadLocal.withInitial(PointCodec::kryo);

  private PointCodec() {}

  static byte[] encode(Point point) {
    Output output = new Output(FIRST_BYTES, NO_LIMIT);
    KRYO.get().writeObject(output, point);
    return output.toBytes();
  }

  static Point decode(byte[] bytes) {
    return KRYO.get().readObject(new Input(bytes), Point.class);
  }

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setClassLoader(PointCodec.class.getClassLoader());
    kryo.setRegistrationRequired(false);
    kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    // Kryo has no serializer for it; what is in such a map are texts and numbers.
    kryo.addDefaultSerializer(
        Collections.unmodifiableMap(Map.of()).getClass(), new JavaSerializer());
    return kryo;
  }
}
