package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.web.CommaSeparated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Meetings as such. */
@RestController
@RequestMapping("/v1")
class MeetingController {

  private final Meetings meetings;

  MeetingController(Meetings meetings) {
    this.meetings = meetings;
  }

  record MeetingReply(Meeting meeting) {}

  /**
   * Of {@code create-meeting}.
   *
   * @param participantIds user ids and {@code em:} addresses, beside the caller
   */
  record NewMeeting(
      @CommaSeparated @Nullable List<String> participantIds, @Nullable String title) {}

  @PostMapping("/create-meeting")
  MeetingReply create(@RequestBody NewMeeting request, Caller caller) {
    var ids = request.participantIds();
    var others = ListedId.parse("participant_ids", ids == null ? List.of() : ids);
    return new MeetingReply(meetings.create(caller.user(), Title.of(request.title()), others));
  }
}
