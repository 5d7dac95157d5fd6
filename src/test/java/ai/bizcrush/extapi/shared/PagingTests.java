package ai.bizcrush.extapi.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors, page sizes and ids as clients pass them back. */
class PagingTests {

  @ParameterizedTest
  @CsvSource({
    "2025-01-15T09:00:00.123456Z, 2025-01-15T09:00:00.123456Z, 2025-01-15T09:00:00.123456Z",
    "2025-01-15T09:00:00.123Z, 2025-01-15T09:00:00.124Z, 2025-01-15T09:00:00.123Z",
    "2025-01-15T10:00:00.000+01:00, 2025-01-15T09:00:00.001Z, 2025-01-15T09:00:00Z",
    "2025-01-15T09:00:00Z, 2025-01-15T09:00:00Z, 2025-01-15T09:00:00Z",
    "2025-01-15T09:00:00.5, 2025-01-15T09:00:00.500Z, 2025-01-15T09:00:00.500Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
  })
  void aCursorThatWentThroughAJavaScriptDateLosesNoRow(String text, Instant before, Instant after) {
    var cursor = Cursor.parse(text);

    assertThat(cursor.before()).isEqualTo(before);
    assertThat(cursor.after()).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2025-01-15", "12345", "-0001-01-01T00:00:00Z"})
  void whatIsNoTimeIsNoCursor(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void aPageSizeStaysWithinItsBounds() {
    assertThat(PageSize.of(null, 50, 100)).isEqualTo(50);
    assertThat(PageSize.of(0, 50, 100)).isEqualTo(50);
    assertThat(PageSize.of(1, 50, 100)).isEqualTo(1);
    assertThat(PageSize.of(Integer.MAX_VALUE, 50, 100)).isEqualTo(100);
    assertThatThrownBy(() -> PageSize.of(-1, 50, 100)).hasMessage("Invalid limit");
  }

  @Test
  void ulidsGrowAndMatchInAnyCase() {
    String first = Ulids.next();
    String second = Ulids.next();

    assertThat(second).isGreaterThan(first);
    assertThat(Ulids.parse(first.toLowerCase(java.util.Locale.ROOT))).contains(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01KNGVN84KR7T5CVDY9TTW7FF",
        "01KNGVN84KR7T5CVDY9TTW7FFU",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ"
      })
  void whatIsNoUlidIsNone(String text) {
    assertThat(Ulids.parse(text)).isEmpty();
  }

  @Test
  void userIdsAreTenLettersOrDigits() {
    assertThat(UserId.random().value()).matches("[0-9A-Za-z]{10}");
    assertThatThrownBy(() -> new UserId("short")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UserId("0123456-89")).isInstanceOf(IllegalArgumentException.class);
  }
}
