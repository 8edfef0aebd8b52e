package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the constants of cost: a built-in profile, a file, or single constants over a built-in one;
 * without any, {@code linux}.
 */
final class ProfileReader {
  private static final String BASE = "base";

  private final Path baseDirectory;
  private final Problems problems;

  ProfileReader(Path baseDirectory, Problems problems) {
    this.baseDirectory = baseDirectory;
    this.problems = problems;
  }

  /** The profile that {@code value} names or describes. */
  CostProfile read(@Nullable YamlValue value) {
    if (value instanceof YamlMap map) {
      return constants(map, "custom");
    }
    if (!(value instanceof YamlText text) || !text.isReadable()) {
      return CostProfile.linux();
    }
    Optional<CostProfile> builtIn = CostProfile.named(text.text());
    return builtIn.isPresent() ? builtIn.get() : file(text);
  }

  private CostProfile file(YamlText name) {
    Path path;
    try {
      path = baseDirectory.resolve(name.text());
    } catch (InvalidPathException e) {
      problems.error(name.place(), "\"" + name.text() + "\" is not a file name");
      return CostProfile.linux();
    }
    if (!Files.isRegularFile(path)) {
      problems.error(
          name.place(),
          "unknown profile \""
              + name.text()
              + "\"; expected linux, reference, ideal or the name of a file"
              + NearestName.question(name.text(), CostProfile.NAMES));
      return CostProfile.linux();
    }
    try {
      YamlValue content = YamlParser.parse(name.text(), ExperimentSource.of(path).text(), problems);
      if (content instanceof YamlMap map) {
        return constants(map, name.text());
      }
      if (content != null) {
        problems.error(
            content.place(), "a profile must be a mapping of constants such as os.wake: 59us");
      }
    } catch (InvalidExperimentException e) {
      e.problems()
          .forEach(
              problem ->
                  problems.error(name.place(), "\"" + name.text() + "\" " + problem.message()));
    }
    return CostProfile.linux();
  }

  private CostProfile constants(YamlMap map, String name) {
    CostProfile profile = CostProfile.linux();
    Entry base = map.entry(BASE);
    if (base != null) {
      String text = base.value() instanceof YamlText found ? found.text() : "";
      Optional<CostProfile> named = CostProfile.named(text);
      if (named.isEmpty()) {
        problems.error(
            base.value().place(),
            "\"base\" is \"" + text + "\"" + NearestName.expectation(text, CostProfile.NAMES));
      }
      profile = named.orElse(profile);
    }
    for (Entry entry : map.entries()) {
      if (!entry.key().equals(BASE)) {
        profile = with(profile, entry);
      }
    }
    return profile.renamed(name);
  }

  private CostProfile with(CostProfile profile, Entry entry) {
    Optional<Cost> cost =
        Stream.of(Cost.values())
            .filter(candidate -> candidate.key().equals(entry.key()))
            .findFirst();
    if (cost.isEmpty()) {
      List<String> known = Stream.of(Cost.values()).map(Cost::key).toList();
      String question = NearestName.question(entry.key(), known);
      String advice =
          question.isEmpty() ? "; expected one of " + String.join(", ", known) : question;
      problems.error(entry.keyPlace(), "unknown constant \"" + entry.key() + "\"" + advice);
      return profile;
    }
    if (!(entry.value() instanceof YamlText text)) {
      problems.error(
          entry.value().place(),
          "\"" + entry.key() + "\" must be a plain value, not " + entry.value().kind());
      return profile;
    }
    try {
      Quantity quantity = cost.get().unit().equals("ns") ? Quantity.DURATION : Quantity.COUNT;
      return profile.with(cost.get(), quantity.parse(text.text()).doubleValue());
    } catch (Malformed e) {
      problems.error(text.placeAt(e.offset()), e.explanation());
      return profile;
    }
  }
}
