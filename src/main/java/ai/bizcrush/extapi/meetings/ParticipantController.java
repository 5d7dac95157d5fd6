package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.meetings.MeetingController.MeetingReply;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.web.CommaSeparated;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who takes part in a meeting, and with which rights. */
@RestController
@RequestMapping("/v1")
class ParticipantController {

  private final Participation participation;

  ParticipantController(Participation participation) {
    this.participation = participation;
  }

  record SomeParticipants(
      @NotBlank String meetingId, @CommaSeparated @NotEmpty List<String> participantIds) {

    MeetingId meeting() {
      return MeetingId.parse(meetingId);
    }

    List<ListedId> ids() {
      return ListedId.parse("participant_ids", participantIds);
    }
  }

  record SomeUsers(@NotBlank String meetingId, @CommaSeparated @NotEmpty List<String> userIds) {

    MeetingId meeting() {
      return MeetingId.parse(meetingId);
    }

    List<ListedId> ids() {
      return ListedId.parse("user_ids", userIds);
    }
  }

  @PostMapping("/add-meeting-participants")
  MeetingReply add(@RequestBody SomeParticipants request, Caller caller) {
    var ids = request.ids();
    return new MeetingReply(participation.add(caller.user(), request.meeting(), ids));
  }

  @PostMapping("/remove-meeting-participants")
  MeetingReply remove(@RequestBody SomeParticipants request, Caller caller) {
    var ids = request.ids();
    return new MeetingReply(participation.remove(caller.user(), request.meeting(), ids));
  }

  @PostMapping("/assign-co-host")
  MeetingReply assignCoHosts(@RequestBody SomeUsers request, Caller caller) {
    var ids = request.ids();
    return new MeetingReply(participation.assignCoHosts(caller.user(), request.meeting(), ids));
  }

  @PostMapping("/remove-co-host")
  MeetingReply removeCoHosts(@RequestBody SomeUsers request, Caller caller) {
    var ids = request.ids();
    return new MeetingReply(participation.removeCoHosts(caller.user(), request.meeting(), ids));
  }
}
