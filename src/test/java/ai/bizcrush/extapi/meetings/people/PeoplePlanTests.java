package ai.bizcrush.extapi.meetings.people;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.meetings.FullDatabase;
import ai.bizcrush.extapi.shared.UserId;
import org.junit.jupiter.api.Test;

/** In a full database no request reads a whole table. */
class PeoplePlanTests {

  /** Meets 20 people in one of 200 meetings; somebody who is in all of them has met everybody. */
  private static final UserId USER = new UserId("u000000030");

  private final FullDatabase full = FullDatabase.shared();

  @Test
  void people() {
    full.assertIndexed(
        () -> assertThat(full.get(People.class).first(USER, 21)).hasSizeGreaterThan(20));
  }

  @Test
  void peopleAfterAName() {
    var first = full.get(People.class).first(USER, 21);
    var last = first.getLast();
    assertThat(last.name()).isNotEmpty();

    full.assertIndexed(
        () ->
            assertThat(full.get(People.class).after(last.place(), USER, 5))
                .hasSize(5)
                .allMatch(person -> person.isAfter(last.place())));
  }
}
