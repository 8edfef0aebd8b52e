package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The knobs that are changed first: load, workers, GOMAXPROCS, GOGC, the memory limit, cores and
 * their limit, pools, and what clients put up with; whether or not the file says anything of them.
 */
final class FirstKnobs {
  private static final String UNSET = "";

  /** Less is no memory limit for a Go program. */
  private static final long LEAST_LIMIT_MIB = 16;

  /** A live heap with this many times as much room hardly collects. */
  private static final long MUCH_ROOM = 32;

  private static final long BYTES_PER_MIB = 1 << 20;

  private final YamlMap file;
  private final Scenario base;
  private final Map<String, Knob> knobs = new LinkedHashMap<>();

  FirstKnobs(YamlMap written, Scenario base) {
    this.file = Defaults.fill(written);
    this.base = base;
    add("load", KnobStops.between("10", "400", "%"), List.of(), List.of());
    add("server.workers", KnobStops.around("16"), List.of(), List.of("unbounded"));
    add("runtime.gomaxprocs", counts(), List.of("auto"), List.of());
    add("runtime.gogc", KnobStops.between("10", "1000", ""), List.of(), List.of("off"));
    add("runtime.gomemlimit", limits(), List.of(), List.of("off"));
    add("machine.cores", counts(), List.of(), List.of());
    add("machine.cpuQuota", quotas(), List.of(), List.of());
    addPools();
    add("server.queue", KnobStops.around("64"), List.of(), List.of("unlimited"));
    addIfThere("server.connections", List.of("unlimited"));
    addIfThere("clients.users", List.of());
    List<String> timeouts = new ArrayList<>(KnobStops.between("10", "800", "ms"));
    timeouts.addAll(KnobStops.between("1", "60", "s"));
    add("server.deadline", timeouts, List.of(), List.of());
    add("clients.timeout", timeouts, List.of(), List.of());
    List<String> retries = List.of("1", "2", "3", "4", "5", "10");
    add("clients.retries", retries, List.of(), List.of("unlimited"));
    if (!value("clients.retries").equals(UNSET)) {
      add("clients.retryBudget", KnobStops.around("10%"), List.of(), List.of());
    }
  }

  List<Knob> all() {
    return List.copyOf(knobs.values());
  }

  boolean has(String key) {
    return knobs.containsKey(key);
  }

  /** Of a number in the file, values around it; of a word or of nothing, {@code otherwise}. */
  private void add(String key, List<String> otherwise, List<String> before, List<String> after) {
    String value = value(key);
    boolean number = value.matches("[0-9].*") && !key.equals("load") && !key.endsWith(".gogc");
    List<String> stops = new ArrayList<>(before);
    List<String> numbers = number ? KnobStops.around(value) : otherwise;
    stops.addAll(numbers);
    stops.addAll(after);
    if (value.equals(UNSET)) {
      // without retries there are none; without a limit there is any amount
      stops.add(key.endsWith(".retries") ? 0 : stops.size(), UNSET);
    } else if (!stops.contains(value)) {
      stops.add(place(numbers, before.size(), value), value);
    }
    knobs.put(key, new Knob(key, key, Knobs.FIRST, value, stops, new Knob.Place(key, value, 0)));
  }

  private void addIfThere(String key, List<String> after) {
    if (!value(key).equals(UNSET)) {
      add(key, KnobStops.around("64"), List.of(), after);
    }
  }

  private void addPools() {
    if (file.get("resources") instanceof YamlMap resources
        && resources.get("pools") instanceof YamlMap pools) {
      for (Entry pool : pools.entries()) {
        addIfThere("resources.pools." + pool.key() + ".size", List.of());
      }
    }
  }

  private static int place(List<String> numbers, int before, String value) {
    if (!value.matches("[0-9].*")) {
      return before + numbers.size();
    }
    long smaller =
        numbers.stream().filter(each -> amount(each).compareTo(amount(value)) < 0).count();
    return before + (int) smaller;
  }

  private static BigDecimal amount(String number) {
    return new BigDecimal(number.replaceAll("[^0-9.].*", ""));
  }

  private static List<String> counts() {
    return KnobStops.around("4").stream().filter(count -> !count.equals("0")).toList();
  }

  /** Down to a tenth of a core, up to all of them. */
  private List<String> quotas() {
    return KnobStops.between("0.1", String.valueOf(base.machine().cores()), "");
  }

  private List<String> limits() {
    long low =
        Math.max(LEAST_LIMIT_MIB, (long) base.memory().liveHeap().liveBytes() / BYTES_PER_MIB);
    return KnobStops.between(String.valueOf(low), String.valueOf(low * MUCH_ROOM), "MiB");
  }

  /** The text of {@code key}; empty if neither the file nor a default says anything. */
  private String value(String key) {
    YamlValue at = file;
    for (String segment : key.split("\\.", -1)) {
      at = at instanceof YamlMap map ? map.get(segment) : null;
      if (at == null) {
        return UNSET;
      }
    }
    return at instanceof YamlText text && text.isReadable() ? text.text() : UNSET;
  }
}
