package headroom.cli.command;

import headroom.cli.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path file = Verbs.path(plain + ".yaml");
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
      write(file, text.replace("NAME", title));
    }
    out().println("Wrote " + file + ". Next: headroom run " + file);
    return ExitStatus.DONE.code();
  }

  /** A file that cannot be written whole is not left behind. */
  private static void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new BadInputException(
          file + " cannot be written: there is no directory " + folder + "; make it first");
    }
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(file + " exists already; nothing was written");
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new BadInputException(file + " cannot be written: " + FileFailure.words(e));
    }
  }
}
