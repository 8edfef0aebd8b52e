package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.random.KeyDistribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Retention;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import org.jspecify.annotations.Nullable;

/** Reads the steps that use the heap: allocations and lookups of caches. */
final class MemoryStepReader {
  private static final String FOREVER = "forever";

  private final StepsReader all;
  private final DistributionReader distributions;
  private final ResourceNames resources;
  private final Problems problems;

  MemoryStepReader(
      StepsReader all,
      DistributionReader distributions,
      ResourceNames resources,
      Problems problems) {
    this.all = all;
    this.distributions = distributions;
    this.resources = resources;
    this.problems = problems;
  }

  RequestStep alloc(@Nullable String id, Section section) {
    return new WorkStep.Alloc(
        id,
        distributions.at(section, "size", Quantity.SIZE),
        section.integer("objects"),
        section.quantity("pointers", Quantity.SHARE).doubleValue(),
        retention(section));
  }

  private Retention retention(Section alloc) {
    double share = alloc.quantity("keep", Quantity.SHARE).doubleValue();
    if (alloc.has("pool")) {
      for (String key : new String[] {"keep", "keepFor"}) {
        if (alloc.has(key) && (share > 0 || !key.equals("keep"))) {
          problems.error(
              alloc.placeOf(key),
              "\"" + key + "\" has no meaning with a pool, to which all objects go back");
        }
      }
      return new Retention.Pooled(resources.use(ResourceNames.Kind.SYNC_POOL, alloc, "pool"));
    }
    YamlText keepFor = alloc.scalar("keepFor");
    if (keepFor == null) {
      return new Retention.ByRequest(share);
    }
    if (share == 0) {
      problems.note(alloc.placeOf("keepFor"), "\"keepFor\" has no effect: \"keep\" is not set");
    }
    return new Retention.Lasting(share, ns(alloc, keepFor));
  }

  private long ns(Section alloc, YamlText keepFor) {
    if (keepFor.text().strip().equals(FOREVER)) {
      return Retention.FOREVER;
    }
    if (!keepFor.text().matches(".*[0-9].*")) {
      problems.error(
          keepFor.place(),
          "\"keepFor\" is \"" + keepFor.text() + "\"; expected forever or a duration such as 10m");
      return Retention.FOREVER;
    }
    return alloc.positiveNs("keepFor");
  }

  RequestStep cache(@Nullable String id, Section section, Surroundings around) {
    String name = resources.use(ResourceNames.Kind.CACHE, section, "name");
    KeyDistribution key =
        section.read("key", KeyDistributions::read, new KeyDistribution.Uniform(1));
    return new SharedStep.Cached(id, name, key, all.steps(section, "onMiss", around));
  }
}
