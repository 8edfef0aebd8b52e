package headroom.experiments.result;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes numbers as plain decimals by decimal arithmetic: {@code Double.toString} gives other
 * digits before Java 19 than after it. NaN, the mark of a figure that does not apply, is absent
 * (null inside a list).
 */
final class DecimalModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  DecimalModule() {
    super("decimals");
    addSerializer(Double.class, new Writer());
    addSerializer(double.class, new Writer());
    addDeserializer(Double.class, new Reader(null));
    addDeserializer(double.class, new Reader(Double.NaN));
  }

  private static final class Writer extends StdSerializer<Double> {
    Writer() {
      super(Double.class);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Double value) {
      return value.isNaN();
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
      if (!Double.isFinite(value)) {
        generator.writeNull();
        return;
      }
      generator.writeNumber(Decimals.text(value));
    }
  }

  private static final class Reader extends StdDeserializer<Double> {
    private final @Nullable Double absent;

    Reader(@Nullable Double absent) {
      super(Double.class);
      this.absent = absent;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) {
      return parser.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return absent;
    }
  }
}
