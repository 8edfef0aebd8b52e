package headroom.model.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  @Test
  void aBurstMayTakeWhatTheBucketHolds() {
    assertThat(granted(new RetryBudget(0.1), 0, 1_000)).isEqualTo(100);
  }

  @Test
  void inTheLongRunRetriesAreAShareOfTheRequests() {
    RetryBudget budget = new RetryBudget(0.1);
    granted(budget, 0, 1_000);
    int granted = 0;
    for (int request = 0; request < 10_000; request++) {
      granted += granted(budget, 1, 1);
    }
    assertThat(granted).isBetween(998, 1_000);
  }

  @Test
  void withoutALimitAllAreGranted() {
    assertThat(granted(new RetryBudget(Double.POSITIVE_INFINITY), 0, 1_000)).isEqualTo(1_000);
  }

  private static int granted(RetryBudget budget, int requests, int retries) {
    for (int i = 0; i < requests; i++) {
      budget.deposit();
    }
    int granted = 0;
    for (int i = 0; i < retries; i++) {
      granted += budget.withdraw() ? 1 : 0;
    }
    return granted;
  }
}
