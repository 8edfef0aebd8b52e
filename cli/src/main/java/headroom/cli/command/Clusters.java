package headroom.cli.command;

import headroom.experiments.run.Cluster;
import java.util.ServiceLoader;

/** The cluster that {@code --cluster} speaks of, if it has been built. */
final class Clusters {
  /** How to build it; the launcher takes it when it is there. */
  static final String BUILD = "./mvnw -Pquick,cluster -pl cluster -am package";

  private Clusters() {}

  /** The one on the class path; says how to build it if there is none. */
  static Cluster loaded() {
    return ServiceLoader.load(Cluster.class)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "--cluster needs a part that the default build leaves out; build it once with "
                        + BUILD
                        + " (fetches Apache Spark, 220 MB) and start with the launcher, ./headroom;"
                        + " see docs/cluster.md"));
  }
}
