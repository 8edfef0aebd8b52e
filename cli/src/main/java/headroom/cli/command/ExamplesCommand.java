package headroom.cli.command;

import headroom.cli.Examples;
import headroom.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom examples}. */
@Command(
    name = "examples",
    description = "List the built-in examples, or copy one into a folder of its name.",
    footer = {"", "Example: headroom examples 02-worker-sweep"})
final class ExamplesCommand extends VerbCommand {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The example to copy.")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to copy it (default: its name).")
  private @Nullable Path target;

  @Override
  public Integer call() throws IOException {
    Map<String, String> titles = Examples.titles();
    if (name == null) {
      titles.forEach(
          (each, title) -> out().println(String.format(Locale.ROOT, "%-28s %s", each, title)));
      return ExitStatus.DONE.code();
    }
    String wanted = name;
    String example =
        titles.keySet().stream()
            .filter(each -> each.equals(wanted) || each.replaceFirst("^\\d+-", "").equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "no example \""
                            + wanted
                            + "\"; there are "
                            + String.join(", ", titles.keySet())));
    Path folder = target == null ? Path.of(example) : target;
    if (Files.exists(folder)) {
      throw new BadInputException(folder + " exists already; nothing was written");
    }
    copy(example, folder);
    out().println("Copied to " + folder + ". Next: see " + folder.resolve("README.md"));
    return ExitStatus.DONE.code();
  }

  private static void copy(String example, Path folder) throws IOException {
    try {
      Examples.copy(example, folder);
    } catch (IOException e) {
      throw new BadInputException(folder + " cannot be written: " + FileFailure.words(e));
    }
  }
}
