package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.OperationTable;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.operations.Catalogue;
import headroom.experiments.operations.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom costs}. */
@Command(
    name = "costs",
    description = "List what operations of Go cost: the catalogue for the step op.",
    footer = {
      "",
      "Examples: headroom costs json        headroom costs 'map/get-*'",
      "Exit status: 0 done, 2 no operation has such a name."
    })
final class CostsCommand extends VerbCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description =
          "A part of the name, or with * and ? the whole; small and capital letters are the same (default: all).")
  private @Nullable String pattern;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "An experiment file: its own operations come first; - is standard input.")
  private @Nullable String file;

  @Mixin private FormatOption format;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CostsCommand() {}

  @Override
  public Integer call() throws InvalidExperimentException {
    Operations all = own().and(Catalogue.operations());
    String wish = pattern == null ? "" : pattern;
    Operations wanted = all.matching(wish);
    if (wanted.all().isEmpty()) {
      List<String> near = all.nearest(wish.replaceAll("[*?]", ""));
      throw new BadInputException(
          "no operation matches \""
              + wish
              + "\""
              + (near.isEmpty()
                  ? "; headroom costs lists them all"
                  : "; the nearest are " + String.join(", ", near)));
    }
    if (format.forPeople()) {
      out().println("Catalogue: " + Catalogue.machine() + ".");
      out().println();
    }
    out().print(new OperationTable(wanted).text(format.format()));
    return ExitStatus.DONE.code();
  }

  private Operations own() throws InvalidExperimentException {
    return file == null ? Operations.NONE : ExperimentReader.operations(Sources.source(file));
  }
}
