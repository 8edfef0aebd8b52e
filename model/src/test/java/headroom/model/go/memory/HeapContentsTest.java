package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapContentsTest {
  /** 1152 B slots, 1024 B to read, 32 pointers each. */
  private static final AllocationShape KIB = AllocationShape.of(10 << 10, 10, 1, 4);

  private final HeapContents contents = new HeapContents();

  @Test
  void objectsAddUp() {
    contents.add(KIB, 0, 3);
    HeapContents others = new HeapContents();
    others.add(AllocationShape.of(512, 2, 0, 4), 0, 2);
    contents.add(others);
    assertThat(contents.objects()).isEqualTo(5);
    assertThat(contents.slotBytes()).isEqualTo(3 * 1152 + 512);
    assertThat(contents.scanBytes()).isEqualTo(3 * 1024);
    assertThat(contents.pointers()).isEqualTo(3 * 32);
  }

  @Test
  void whatIsTakenAwayIsGone() {
    contents.add(KIB, 0, 3);
    HeapContents one = new HeapContents();
    one.add(KIB, 0, 1);
    contents.remove(one);
    assertThat(contents.objects()).isEqualTo(2);
    assertThat(contents.slotBytes()).isEqualTo(2 * 1152);
    assertThat(contents.scanBytes()).isEqualTo(2 * 1024);
    assertThat(contents.pointers()).isEqualTo(2 * 32);
    assertThat(contents.isEmpty()).isFalse();
    contents.clear();
    assertThat(contents.isEmpty()).isTrue();
    assertThat(contents.slotBytes() + contents.scanBytes() + contents.pointers()).isZero();
  }

  @Test
  void noMoreIsTakenAwayThanThereIs() {
    contents.add(KIB, 0, 3);
    assertThatThrownBy(() -> new HeapContents().remove(contents))
        .isInstanceOf(AssertionError.class);
  }
}
