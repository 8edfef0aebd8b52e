package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.result.FigureText;
import headroom.measure.Calibration;
import headroom.measure.Calibration.Constant;
import headroom.measure.ProfileText;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.reports.table.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom calibrate}. */
@Command(
    name = "calibrate",
    description =
        "Measure what Go and the kernel cost on this machine (needs go), and write a profile of it.",
    footer = {
      "",
      "Example: headroom calibrate --out machine.yaml",
      "         headroom run checkout.yaml --profile machine.yaml",
      "Takes less than a minute of an idle machine. A file that exists is never replaced."
    })
final class CalibrateCommand extends VerbCommand {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write (default: print it on standard output).")
  private @Nullable Path file;

  @Option(
      names = "--base",
      paramLabel = "NAME",
      defaultValue = "linux",
      description =
          "Where everything else comes from: linux, or reference for a machine that clients share"
              + " (default: linux).")
  private String base;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CalibrateCommand() {}

  @Override
  public Integer call() throws Exception {
    CostProfile profile =
        CostProfile.named(base)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--base "
                            + base
                            + ": expected one of "
                            + String.join(", ", CostProfile.NAMES)));
    Path target = file;
    if (target != null && Files.exists(target)) {
      throw existsAlready(target);
    }
    Calibration found;
    interruption().begin();
    try (WorkingDirectory directory = new WorkingDirectory("headroom-calibrate")) {
      err().println("headroom: measuring this machine, less than a minute");
      err().flush();
      found = Calibration.measure(directory.path());
    } finally {
      interruption().tidied();
    }
    String text = ProfileText.of(found, base, Version.number());
    if (target == null) {
      out().print(text);
    } else {
      write(target, text);
      out().print(table(found, profile).aligned());
      out().println();
      out().println("Wrote " + target);
    }
    out().flush();
    sayIfDisturbed(found);
    return ExitStatus.DONE.code();
  }

  private static BadInputException existsAlready(Path target) {
    return new BadInputException(
        "--out " + target + " exists already; choose another name, or move it away");
  }

  private static void write(Path target, String text) throws IOException {
    try {
      Files.writeString(
          target,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw existsAlready(target);
    }
  }

  private static TextTable table(Calibration found, CostProfile profile) {
    List<List<String>> rows = new ArrayList<>();
    for (Constant constant : found.constants()) {
      Cost cost =
          Stream.of(Cost.values())
              .filter(c -> c.key().equals(constant.key()))
              .findFirst()
              .orElseThrow();
      String unit = constant.unit();
      String measured = ProfileText.value(constant.value(), unit);
      String least = ProfileText.value(constant.least(), unit);
      String most = ProfileText.value(constant.most(), unit);
      String built = ProfileText.value(profile.value(cost), unit);
      String used = constant.isSure() ? measured : built;
      rows.add(List.of(constant.key(), measured, least + " to " + most, built, used));
    }
    return new TextTable(
        List.of("", "measured", "repeats", profile.name(), "in the profile"), rows, 1);
  }

  private void sayIfDisturbed(Calibration found) {
    if (found.isDisturbed()) {
      err()
          .println(
              "headroom: other programs used "
                  + FigureText.number(found.otherCores())
                  + " cores meanwhile, and the hypervisor "
                  + FigureText.percent(found.stealShare())
                  + " of the time; measure again when the machine is idle");
    }
  }
}
