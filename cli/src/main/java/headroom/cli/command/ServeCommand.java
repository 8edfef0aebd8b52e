package headroom.cli.command;

import headroom.cli.serve.ServedFile;
import headroom.cli.serve.WhatIfServer;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Knobs;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom serve}. */
@Command(
    name = "serve",
    description = "What if, live: a page on this machine with a slider for every number of a file.",
    footer = {
      "",
      "Example: headroom serve checkout.yaml",
      "         headroom serve checkout.yaml --port 8080 --load 150%%",
      "Open the printed address in a browser; Ctrl-C ends it. Only programs of this machine can reach",
      "it, and no file is written."
    })
final class ServeCommand extends VerbCommand {
  private static final int HIGHEST_PORT = 65_535;

  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port on 127.0.0.1 (default: a free one).")
  private int port;

  @Mixin private SettingOptions settings;
  @Mixin private ThreadsOption threads;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ServeCommand() {}

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new BadInputException("--port " + port + ": expected a number from 1 to 65535");
    }
    ExperimentSource source = Sources.source(file);
    List<Setting> fixed = settings.settings();
    LoadedExperiment loaded = ExperimentReader.read(source, fixed);
    sayNotes(loaded);
    ServedFile served =
        new ServedFile(Sources.shown(file), loaded.base(), Knobs.of(source, fixed), this::commands);
    interruption().begin();
    try (WhatIfServer server = start(served)) {
      out().println("http://127.0.0.1:" + server.port() + "/");
      out().flush();
      err().println("headroom: Ctrl-C ends it");
      new CountDownLatch(1).await(); // until the process is asked to end
    } finally {
      interruption().tidied();
    }
    throw new IllegalStateException("nothing but an interruption ends the wait");
  }

  private WhatIfServer start(ServedFile served) throws IOException {
    try {
      return WhatIfServer.start(served, port, threads.threads());
    } catch (BindException e) {
      throw new BadInputException(
          "--port "
              + port
              + ": cannot be listened on ("
              + reason(e)
              + "); name another, or leave it out for a free one");
    }
  }

  private static String reason(BindException failure) {
    String message = failure.getMessage();
    return message == null ? "in use" : message.toLowerCase(Locale.ROOT);
  }

  /**
   * The command lines that give the figures of {@code turned}, and compare them with the file's.
   */
  private List<String> commands(List<Setting> turned) {
    String fromInput = file.equals("-") ? " < FILE" : "";
    List<String> commands = new ArrayList<>();
    List<Setting> all = new ArrayList<>(settings.settings());
    all.addAll(turned);
    commands.add("headroom run " + quoted(file) + words(all) + fromInput);
    boolean comparable = settings.assigned().isEmpty(); // --set is of the changed side alone
    if (!turned.isEmpty() && comparable) {
      commands.add("headroom compare " + quoted(file) + words(all) + fromInput);
    }
    return commands;
  }

  private static String words(List<Setting> settings) {
    StringBuilder words = new StringBuilder();
    for (Setting setting : settings) {
      String[] parts = setting.origin().split(" ", 2);
      boolean assigns = parts[0].equals("--set"); // whose origin shows the ends of a long value
      String word = assigns ? setting.key() + "=" + setting.value() : parts[1];
      words.append(' ').append(parts[0]).append(' ').append(quoted(word));
    }
    return words.toString();
  }
}
