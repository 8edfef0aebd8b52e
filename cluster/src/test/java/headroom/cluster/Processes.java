package headroom.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** JVMs of the built jars: headroom, and a Spark cluster on the loopback interface. */
final class Processes implements AutoCloseable {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path SPARK = ROOT.resolve("cluster/spark/target");
  private static final String SPARK_JARS = SPARK.resolve("jars") + "/*";
  private static final Path CLUSTER_JAR = ROOT.resolve("cluster/target/headroom-cluster.jar");
  private static final Path PLAIN_JAR = ROOT.resolve("cli/target/headroom.jar");
  private static final Path JAVA_OPTIONS = ROOT.resolve("cluster/java-options");
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_EVERY_MS = 20;

  private final Path directory;
  private final List<Started> all = new ArrayList<>();

  /** Logs and results go to {@code directory}. */
  Processes(Path directory) {
    this.directory = directory;
  }

  /** A process that writes its standard streams to files. */
  record Started(Process process, Path out, Path err) {
    String errors() throws IOException {
      return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Ends it as a power cut would, with all that it has started. */
    void kill() {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroyForcibly().onExit().join();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for the end and returns the exit status. */
    int await() throws InterruptedException, IOException {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + errors());
      }
      return process.exitValue();
    }
  }

  /** headroom of the default build. */
  Started plain(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("-jar", PLAIN_JAR.toString()));
    command.addAll(arguments);
    return java(name, command);
  }

  /** headroom with Spark on the class path, as the launcher starts it. */
  Started driver(String name, List<String> jvmOptions, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("@" + JAVA_OPTIONS));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", CLUSTER_JAR + ":" + SPARK_JARS, "headroom.cli.Headroom"));
    command.addAll(arguments);
    return java(name, command);
  }

  /** headroom as an application of {@code spark-submit}. */
  Started submitted(String name, String master, List<String> arguments) throws IOException {
    List<String> command = spark("org.apache.spark.deploy.SparkSubmit", "--master", master);
    command.addAll(List.of("--class", "headroom.cli.Headroom", CLUSTER_JAR.toString()));
    command.addAll(arguments);
    return java(name, command);
  }

  /** A master; returns its address when it is up. */
  String master() throws Exception {
    int port = freePort();
    Started master =
        java(
            "master",
            spark(
                "org.apache.spark.deploy.master.Master",
                "--host",
                LOOPBACK,
                "--port",
                String.valueOf(port),
                "--webui-port",
                "0"));
    await(master, "the master", () -> master.errors().contains("New state: ALIVE"));
    return "spark://" + LOOPBACK + ":" + port;
  }

  /** A worker of one core that {@code master} knows. */
  Started worker(String name, String master) throws Exception {
    Started worker =
        java(
            name,
            spark(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                LOOPBACK,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                directory.resolve(name).toString(),
                master));
    await(worker, name, () -> worker.errors().contains("Successfully registered with master"));
    return worker;
  }

  /** Waits until {@code happened}; {@code process} must not end before. */
  static void await(Started process, String what, Callable<Boolean> happened) throws Exception {
    long endNs = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.call()) {
      if (!process.process().isAlive() || System.nanoTime() > endNs) {
        throw new IllegalStateException("in vain for " + what + ": " + process.errors());
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  @Override
  public void close() {
    for (Started each : all) {
      each.kill();
    }
  }

  private static List<String> spark(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(List.of("@" + JAVA_OPTIONS, "-cp", SPARK_JARS));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  private Started java(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SPARK_HOME", SPARK.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    Started started = new Started(builder.start(), out, err);
    all.add(started);
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
