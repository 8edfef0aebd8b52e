package headroom.cli.command;

import headroom.experiments.file.Setting;
import headroom.experiments.file.SweptKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that replace values of the experiment file. */
final class SettingOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replace or add a value of the file, for instance server.workers=8; repeatable.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "Calibration: linux, reference, ideal or a file.")
  private @Nullable String profile;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      description = "Scale the load: 120%% is a fifth more of all arrivals, or users (load).")
  private @Nullable String load;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random streams (run.seed).")
  private @Nullable Long seed;

  @Option(
      names = "--replications",
      paramLabel = "N",
      description = "Independent repeats that the intervals come from (run.replications).")
  private @Nullable Integer replications;

  /** All settings; a {@code --set} with a list of values is one setting. */
  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(byOption());
    assignments.forEach(assignment -> settings.add(parse(assignment)));
    return settings;
  }

  /** The number of replications asked for, or null. */
  @Nullable Integer replications() {
    return replications;
  }

  /** Whether anything but the number of replications is set. */
  boolean changesAnything() {
    return !assignments.isEmpty() || profile != null || load != null || seed != null;
  }

  /** What {@code --set} assigns. */
  List<Setting> assigned() {
    return assignments.stream().map(SettingOptions::parse).toList();
  }

  /** What {@code --set} assigns, once for each combination of lists of values. */
  List<List<Setting>> combinations() {
    List<List<Setting>> combinations = List.of(List.of());
    for (String assignment : assignments) {
      SweptKey axis = axis(assignment);
      List<List<Setting>> longer = new ArrayList<>();
      for (List<Setting> before : combinations) {
        for (String value : axis.values()) {
          List<Setting> after = new ArrayList<>(before);
          after.add(new Setting(axis.key(), value));
          longer.add(after);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /** The settings with one value, where a list of values makes an axis. */
  List<Setting> fixed() {
    List<Setting> settings = new ArrayList<>(byOption());
    for (String assignment : assignments) {
      if (axis(assignment).values().size() == 1) {
        settings.add(parse(assignment));
      }
    }
    return settings;
  }

  /** The settings with a list of values. */
  List<SweptKey> axes() {
    return assignments.stream()
        .map(SettingOptions::axis)
        .filter(axis -> axis.values().size() > 1)
        .toList();
  }

  /** Settings by options of their own: profile, load, seed and replications. */
  List<Setting> byOption() {
    List<Setting> settings = new ArrayList<>();
    if (profile != null) {
      boolean file = Files.isRegularFile(Path.of(profile));
      String value = file ? Path.of(profile).toAbsolutePath().toString() : profile;
      settings.add(new Setting("profile", value, "--profile " + profile));
    }
    if (load != null) {
      settings.add(Setting.byOption("--load", "load", load));
    }
    if (seed != null) {
      settings.add(Setting.byOption("--seed", "run.seed", seed.toString()));
    }
    if (replications != null) {
      settings.add(Setting.byOption("--replications", "run.replications", replications.toString()));
    }
    return settings;
  }

  private static Setting parse(String assignment) {
    try {
      return Setting.parse(assignment);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--set: " + e.getMessage());
    }
  }

  private static SweptKey axis(String assignment) {
    try {
      return SweptKey.parse(assignment);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--set: " + e.getMessage());
    }
  }
}
