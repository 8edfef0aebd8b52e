package headroom.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSetTest {

  private record Entry(long timeNs, int kind, int sequence, int subject) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::timeNs)
          .thenComparingInt(Entry::kind)
          .thenComparingInt(Entry::sequence);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesOutInTheOrderOfASortedSet(long seed) {
    KeyedStream random = KeyedStream.of(seed, 0, "event-set");
    EventSet events = new EventSet();
    TreeSet<Entry> sorted = new TreeSet<>(ORDER);
    for (int i = 0; i < 20_000; i++) {
      boolean grows = i < 8_000 ? random.nextOpen() < 0.7 : random.nextOpen() < 0.4;
      if (grows || sorted.isEmpty()) {
        // few distinct times, so that ties are frequent
        Entry entry =
            new Entry(
                random.nextInt(0, 500),
                random.nextInt(0, 15),
                i,
                random.nextInt(0, EventSet.MAX_SUBJECT));
        events.add(entry.timeNs(), entry.kind(), entry.subject());
        sorted.add(entry);
      } else {
        Entry first = sorted.pollFirst();
        assertThat(events.firstTimeNs()).isEqualTo(first.timeNs());
        assertThat(EventSet.kindOf(events.firstTag())).isEqualTo(first.kind());
        assertThat(EventSet.subjectOf(events.firstTag())).isEqualTo(first.subject());
        events.removeFirst();
      }
      assertThat(events.size()).isEqualTo(sorted.size());
    }
  }

  @Test
  void anEmptySetHasNoFirstTime() {
    EventSet events = new EventSet();
    assertThat(events.isEmpty()).isTrue();
    assertThat(events.firstTimeNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void extremesOfKindAndSubjectSurvive() {
    EventSet events = new EventSet();
    events.startSequenceAt(EventSet.SEQUENCES - 3);
    events.add(7, EventSet.MAX_KIND, EventSet.MAX_SUBJECT);
    events.add(7, 0, 0);
    events.add(7, EventSet.MAX_KIND, 0);
    List<String> out = new ArrayList<>();
    while (!events.isEmpty()) {
      out.add(EventSet.kindOf(events.firstTag()) + ":" + EventSet.subjectOf(events.firstTag()));
      events.removeFirst();
    }
    assertThat(out).containsExactly("0:0", "31:16777215", "31:0");
  }

  @Test
  void outOfRangeIsRefused() {
    EventSet events = new EventSet();
    assertThatThrownBy(() -> events.add(0, 32, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
    assertThatThrownBy(() -> events.add(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> events.add(0, 0, 1 << 24))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> events.add(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    events.startSequenceAt(EventSet.SEQUENCES);
    assertThatThrownBy(() -> events.add(0, 0, 0)).isInstanceOf(IllegalStateException.class);
    assertThat(events.isEmpty()).isTrue();
  }
}
