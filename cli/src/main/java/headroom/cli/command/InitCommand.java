package headroom.cli.command;

import headroom.cli.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code headroom init}. */
@Command(
    name = "init",
    description = "Write a commented experiment file to start from.",
    footer = {"", "Example: headroom init checkout && headroom run checkout.yaml"})
final class InitCommand extends VerbCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "experiment",
      description = "Name of the experiment; the file is NAME.yaml (default: ${DEFAULT-VALUE}).")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  InitCommand() {}

  @Override
  public Integer call() throws IOException {
    String plain = name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name;
    Path file = Path.of(plain + ".yaml");
    String title = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    if (!title.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new BadInputException(
          "\"" + title + "\" cannot name an experiment; use letters, digits, dots, dashes");
    }
    try (InputStream in = InitCommand.class.getResourceAsStream("template.yaml")) {
      if (in == null) {
        throw new IllegalStateException("template.yaml is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          file,
          text.replace("NAME", title),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(file + " exists already; nothing was written");
    }
    out().println("Wrote " + file + ". Next: headroom run " + file);
    return ExitStatus.DONE.code();
  }
}
