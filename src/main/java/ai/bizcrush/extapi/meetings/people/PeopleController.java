package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.PageSize;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's people. */
@RestController
@RequestMapping("/v1")
class PeopleController {

  private static final int STANDARD_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  private final People people;

  PeopleController(People people) {
    this.people = people;
  }

  /**
   * Of {@code get-my-people}.
   *
   * @param cursor {@code next_cursor} of the page before; absent = from the beginning
   * @param limit how many at most, but for people who share name and address: absent or 0 = 20,
   *     more than 100 = 100
   */
  record Page(@Nullable String cursor, @Nullable BigInteger limit) {}

  /**
   * A page of people, by name.
   *
   * @param nextCursor null at the end
   */
  record PeopleReply(List<Person> people, @Nullable String nextCursor) {}

  /**
   * Lists whom the caller has met in meetings, by name and address.
   *
   * @throws ApiException 400: {@code cursor} has no colon, or {@code limit} is negative
   */
  @PostMapping("/get-my-people")
  PeopleReply list(@RequestBody Page request, Caller caller) {
    int size = PageSize.of(request.limit(), STANDARD_PAGE, LARGEST_PAGE);
    var after = request.cursor() == null ? null : PeoplePlace.parse(request.cursor());
    var left =
        after == null
            ? people.first(caller.user(), size + 1)
            : people.after(after, caller.user(), size + 1);
    int end = end(left, size);
    var page = left.subList(0, end);
    return new PeopleReply(page, end < left.size() ? page.getLast().place().cursor() : null);
  }

  /** A page does not end between people who share a place: the cursor could not tell them apart. */
  private static int end(List<Person> people, int size) {
    int end = Math.min(size, people.size());
    while (end < people.size() && people.get(end).place().equals(people.get(end - 1).place())) {
      end++;
    }
    return end;
  }
}
