package headroom.reports.words;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A key that takes several values in a result.
 *
 * @param values as written; ascending if they are numbers of one kind, otherwise in the order of
 *     the sweep
 * @param numeric whether the values are numbers of one kind
 */
public record SweepAxis(String key, List<Object> values, boolean numeric) {
  private static final Object OFF = "off";

  public SweepAxis {
    values = List.copyOf(values);
  }

  /**
   * All keys that vary, the one to put on the x axis first: that with the most values of those with
   * numbers, which may end in {@code off}.
   */
  public static List<SweepAxis> of(Result result) {
    Set<String> keys = new LinkedHashSet<>();
    result.points().forEach(point -> keys.addAll(point.parameters().keySet()));
    List<SweepAxis> axes = new ArrayList<>();
    for (String key : keys) {
      Set<Object> values = new LinkedHashSet<>();
      result.points().forEach(point -> values.add(valueAt(point, key)));
      if (values.size() > 1) {
        axes.add(of(key, new ArrayList<>(values)));
      }
    }
    axes.sort(
        Comparator.comparingInt((SweepAxis axis) -> axis.isAscending() ? -axis.values.size() : 0));
    return axes;
  }

  private static SweepAxis of(String key, List<Object> values) {
    Set<String> shapes = new LinkedHashSet<>();
    boolean numeric = true;
    for (Object value : values) {
      ParameterValue parsed = ParameterValue.of(value);
      shapes.add(parsed.shape());
      numeric &= Double.isFinite(parsed.number());
    }
    if (!numeric || shapes.size() > 1) {
      return endsInOff(values) ? withOff(key, values) : new SweepAxis(key, values, false);
    }
    values.sort(Comparator.comparingDouble(value -> ParameterValue.of(value).number()));
    return new SweepAxis(key, values, true);
  }

  private static boolean endsInOff(List<Object> values) {
    return values.contains(OFF) && values.size() > 2;
  }

  /** As large as can be: behind all numbers, but at no place of their scale. */
  private static SweepAxis withOff(String key, List<Object> values) {
    List<Object> numbers = new ArrayList<>(values);
    numbers.remove(OFF);
    SweepAxis ascending = of(key, numbers);
    List<Object> all = new ArrayList<>(ascending.values);
    all.add(OFF);
    return new SweepAxis(key, all, false);
  }

  /** Whether the values are numbers that ascend, but for {@code off} at the end. */
  public boolean isAscending() {
    return numeric
        || (endsInOff(values)
            && of(key, new ArrayList<>(values.subList(0, values.size() - 1))).numeric);
  }

  /** Whether all values are written in the same unit. */
  public boolean hasOneUnit() {
    return values.stream().map(ParameterValue::unit).distinct().count() == 1;
  }

  /** The key in words. */
  public String name() {
    return ParameterName.of(key);
  }

  /** Whether the key sets how much there is to do. */
  public boolean isLoad() {
    return isLoad(key);
  }

  static boolean isLoad(String key) {
    return key.equals("load")
        || key.startsWith("arrivals")
        || key.equals("clients.users")
        || key.equals("clients.think");
  }

  /** Labels of the values. */
  public List<String> labels() {
    return values.stream().map(this::label).toList();
  }

  /** The value's label: only the number if the values differ in nothing else. */
  public String label(Object value) {
    return numeric ? ParameterValue.of(value).label() : ParameterName.value(value);
  }

  /** The place of the point's value among the values. */
  public int place(PointResult point) {
    return values.indexOf(valueAt(point, key));
  }

  /** The value as a number; only if {@link #numeric}. */
  public double number(int place) {
    return ParameterValue.of(values.get(place)).number();
  }

  private static Object valueAt(PointResult point, String key) {
    Object value = point.parameters().get(key);
    return value == null ? "base" : value; // only the base of a comparison has none
  }
}
