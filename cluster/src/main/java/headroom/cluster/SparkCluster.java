package headroom.cluster;

import headroom.experiments.run.Cluster;
import headroom.experiments.run.ClusterFailure;
import headroom.experiments.run.RunProgress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Apache Spark. A master is named as Spark does, for instance {@code local[*]} or {@code
 * spark://host:7077}; {@value #SUBMITTED} stands for the one that {@code spark-submit} was given.
 * Every system property {@code spark.…} is Spark's, and goes before what is set here.
 */
public final class SparkCluster implements Cluster {
  /** The name of the master of {@code spark-submit}. */
  static final String SUBMITTED = "spark-submit";

  /** Masters that no other machine reaches, so that the driver need not be reached either. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("local(\\[.*])?|spark://(127\\.[0-9.]+|localhost)(:\\d+)?");

  /** Made by {@link java.util.ServiceLoader}. */
  public SparkCluster() {}

  @Override
  public Session connect(String master, RunProgress progress) {
    try {
      return new SparkSession(new JavaSparkContext(configuration(master)), progress);
    } catch (Exception e) { // Spark throws checked ones without saying so
      throw new ClusterFailure("--cluster " + master + ": " + e.getMessage(), e);
    }
  }

  private static SparkConf configuration(String master) {
    SparkConf configuration = new SparkConf().setAppName("headroom");
    if (!master.equals(SUBMITTED)) {
      configuration.setMaster(master);
    }
    if (THIS_MACHINE.matcher(master).matches()) {
      configuration.setIfMissing("spark.driver.host", "127.0.0.1");
      configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    configuration.setIfMissing("spark.jars", ownJar());
    configuration.setIfMissing("spark.ui.enabled", "false");
    // They carry the progress.
    configuration.setIfMissing("spark.executor.heartbeatInterval", "1s");
    String heap = System.getenv("HEADROOM_HEAP");
    if (heap != null) {
      configuration.setIfMissing("spark.executor.memory", heap);
    }
    return configuration;
  }

  /** Executors load what runs here, and nothing else. */
  private static String ownJar() {
    try {
      return Path.of(SparkCluster.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this class is no file", e);
    }
  }
}
