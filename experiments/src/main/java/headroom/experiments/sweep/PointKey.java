package headroom.experiments.sweep;

import headroom.experiments.Point;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name for everything that a point's result depends on: a SHA-256 over the version of the engine
 * and the resolved experiment, record by record. A type that it does not know is an error, never
 * left out.
 */
final class PointKey {
  private final MessageDigest digest;

  private PointKey(MessageDigest digest) {
    this.digest = digest;
  }

  /** The key of {@code point} under version {@code engine}, 64 hexadecimal digits. */
  static String of(Point point, String engine) {
    try {
      PointKey key = new PointKey(MessageDigest.getInstance("SHA-256"));
      key.add(engine);
      key.add(point);
      return HexFormat.of().formatHex(key.digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void add(@Nullable Object value) {
    if (value == null) {
      token("null");
    } else if (value instanceof Record fields) {
      addRecord(fields);
    } else if (value instanceof CostProfile costs) {
      addCosts(costs);
    } else if (value instanceof List<?> list) {
      token("list " + list.size());
      list.forEach(this::add);
    } else if (value instanceof Map<?, ?> map) {
      token("map " + map.size());
      map.forEach(
          (name, entry) -> {
            add(name);
            add(entry);
          });
    } else if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      token("array " + length);
      for (int i = 0; i < length; i++) {
        add(Array.get(value, i));
      }
    } else {
      addScalar(value);
    }
  }

  private void addRecord(Record fields) {
    token(fields.getClass().getName());
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      token(component.getName());
      try {
        add(component.getAccessor().invoke(fields));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }

  private void addCosts(CostProfile costs) {
    token(costs.name());
    for (Cost cost : Cost.values()) {
      token(cost.name());
      add(costs.value(cost));
    }
  }

  private void addScalar(Object value) {
    if (value instanceof Double number) {
      token("d" + Double.doubleToLongBits(number)); // its digits differ between Java releases
    } else if (value instanceof Enum<?> constant) {
      token(constant.name());
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Boolean
        || value instanceof String) {
      token(value.getClass().getSimpleName() + value);
    } else {
      throw new IllegalStateException("no key for " + value.getClass());
    }
  }

  /** Length first, so that no two lists of tokens run together into the same bytes. */
  private void token(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
