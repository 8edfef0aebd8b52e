package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.CaseStudy;
import headroom.testing.QueueMetric;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * Plausible mistakes, each with a case that shows it: one estimate must accept the right value and
 * reject the value under the mistake.
 *
 * <p>The rows of {@code 11} are in {@link PausesTest}, those of {@code 16} in {@link QuotaTest},
 * the one of {@code 17} in {@link TransientTest}.
 */
class DiscriminatorsTest {
  private static final long SEED = 5;
  private static final int REPLICATIONS = 40;

  /** The reference says how many requests tell the values apart at 3 standard errors. */
  private static final double MARGIN = 12;

  private static final double FEWEST = 2e5;

  @Test
  void theRightValueIsAcceptedAndTheMistakenOneRejected() {
    List<String> tested = new ArrayList<>();
    for (CSVRecord row : ReferenceCase.rows("discriminators")) {
      Optional<ReferenceCase> reference = find(row.get("case_id"));
      if (reference.isPresent()) {
        tell(row, reference.get());
        tested.add(row.get("mistake"));
      }
    }
    assertThat(tested).hasSize(21);
  }

  private static Optional<ReferenceCase> find(String id) {
    return Stream.concat(
            TheoryTest.FAMILIES.stream().flatMap(family -> ReferenceCase.family(family).stream()),
            SystemCases.FAMILIES.stream().flatMap(family -> SystemCases.family(family).stream()))
        .filter(reference -> reference.id().equals(id))
        .findFirst();
  }

  private static void tell(CSVRecord row, ReferenceCase reference) {
    String name = row.get("metric");
    double apart = Double.parseDouble(row.get("customers_to_tell_apart_at_3_standard_errors"));
    double requests = Math.max(FEWEST, MARGIN * apart);
    StudyPlan.Studies studies =
        SystemCases.FAMILIES.contains(reference.family()) ? SystemCases::study : CaseStudy::new;
    CaseStudy study =
        studies.of(
            reference,
            List.of(name),
            (long) (requests / REPLICATIONS),
            SEED + reference.id().hashCode(),
            2);
    study.replicateTo(REPLICATIONS);
    QueueMetric metric = study.metric(name);
    RatioEstimate estimate = metric.estimate(study.tallies());
    assertThat(Math.abs(estimate.studentT(metric.target())))
        .as(row.get("mistake") + ": the right value")
        .isLessThanOrEqualTo(4);
    double mistaken = Double.parseDouble(row.get("value_under_the_mistake"));
    if (name.endsWith("p99_ms")) {
      assertThat(metric.relativeError(study.tallies()) * reference.value(name) * 4)
          .as(row.get("mistake"))
          .isLessThan(Math.abs(mistaken - reference.value(name)));
    } else {
      assertThat(Math.abs(estimate.studentT(mistaken)))
          .as(row.get("mistake") + ": the mistaken value")
          .isGreaterThan(4);
    }
  }
}
