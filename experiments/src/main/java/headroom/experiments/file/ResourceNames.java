package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the resources of a file, and how its steps use them. */
final class ResourceNames {

  /** A kind of resource: its key in the file, and its name in messages. */
  enum Kind {
    POOL("pools", "pool"),
    MUTEX("mutexes", "mutex"),
    CHANNEL("channels", "channel"),
    SINK("sinks", "sink"),
    CACHE("caches", "cache"),
    SYNC_POOL("syncPools", "sync.Pool");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** The key in {@code resources}. */
    String key() {
      return key;
    }
  }

  private final Map<Kind, Map<String, Place>> defined = new EnumMap<>(Kind.class);
  private final Map<Kind, Set<String>> used = new EnumMap<>(Kind.class);

  /** How each mutex was locked first: by {@code mutex} or by {@code rwmutex}. */
  private final Map<String, String> lockedBy = new LinkedHashMap<>();

  private final Set<String> sent = new LinkedHashSet<>();
  private final Set<String> received = new LinkedHashSet<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private final Problems problems;

  ResourceNames(Section file, Problems problems) {
    this.problems = problems;
    Section resources = file.section("resources");
    for (Kind kind : Kind.values()) {
      Map<String, Place> places = new LinkedHashMap<>();
      resources.named(kind.key).forEach(resource -> places.put(resource.name(), resource.place()));
      defined.put(kind, places);
      used.put(kind, new LinkedHashSet<>());
    }
  }

  /** The name at {@code key} of a step; reported if there is no such resource. */
  String use(Kind kind, Section step, String key) {
    String name = step.text(key);
    Map<String, Place> places = of(defined, kind);
    YamlText written = step.scalar(key);
    boolean text = written != null && written.type() == YamlText.Type.TEXT;
    if (text && !name.isBlank() && !places.containsKey(name)) {
      problems.error(
          step.placeOf(key),
          "unknown " + kind.title + " \"" + name + "\"" + expectation(kind, name));
    }
    of(used, kind).add(name);
    return name;
  }

  private String expectation(Kind kind, String name) {
    List<String> names = new ArrayList<>(of(defined, kind).keySet());
    return names.isEmpty()
        ? "; \"resources\" has no " + kind.key + ", expected " + kind.key + ": {" + name + ": ...}"
        : NearestName.expectation(name, names);
  }

  /** The mutex at {@code key}, which is {@code mutex} or {@code rwmutex}. */
  String locks(Section step, String key) {
    String name = use(Kind.MUTEX, step, key);
    String first = lockedBy.putIfAbsent(name, key);
    if (first != null && !first.equals(key)) {
      problems.error(
          step.placeOf(key),
          "\"" + name + "\" is locked as " + key + " here, but as " + first + " elsewhere");
    }
    return name;
  }

  /** The channel that {@code step} sends on. */
  String sendsOn(Section step) {
    return channel(step, sent);
  }

  /** The channel that {@code step} receives from. */
  String receivesFrom(Section step) {
    return channel(step, received);
  }

  /** The channel that {@code step} closes. */
  String closes(Section step) {
    return channel(step, closed);
  }

  private String channel(Section step, Set<String> uses) {
    String name = use(Kind.CHANNEL, step, "channel");
    uses.add(name);
    return name;
  }

  /** Says that {@code channel} has consumers. */
  void isConsumed(String channel) {
    received.add(channel);
  }

  /** Notes what no step uses, and channels with one end only. */
  void noteLooseEnds() {
    for (Kind kind : Kind.values()) {
      of(defined, kind)
          .forEach(
              (name, place) -> {
                if (!of(used, kind).contains(name)) {
                  problems.note(
                      place,
                      "the " + kind.title + " \"" + name + "\" has no effect: no step uses it");
                }
              });
    }
    of(defined, Kind.CHANNEL).forEach(this::noteOneEnd);
  }

  private void noteOneEnd(String name, Place place) {
    if (sent.contains(name) && !received.contains(name)) {
      problems.note(
          place,
          "nothing receives from the channel \""
              + name
              + "\": once it is full, a send waits for ever");
    }
    boolean fed = sent.contains(name) || closed.contains(name);
    if (of(used, Kind.CHANNEL).contains(name) && !fed) {
      problems.note(
          place, "nothing sends on the channel \"" + name + "\": a receive waits for ever");
    }
  }

  private static <T> T of(Map<Kind, T> map, Kind kind) {
    T found = map.get(kind);
    if (found == null) {
      throw new IllegalStateException("no entry for " + kind);
    }
    return found;
  }
}
