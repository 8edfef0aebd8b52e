package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.file.ExperimentSchema;
import picocli.CommandLine.Command;

/** {@code headroom schema}. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of the experiment file, for editors.",
    footer = {"", "Example: headroom schema > experiment.schema.json"})
final class SchemaCommand extends VerbCommand {
  @Override
  public Integer call() {
    out().println(ExperimentSchema.json().stripTrailing());
    return ExitStatus.DONE.code();
  }
}
