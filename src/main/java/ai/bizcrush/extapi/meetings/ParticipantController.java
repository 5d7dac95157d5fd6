package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.meetings.MeetingController.MeetingReply;
import ai.bizcrush.extapi.shared.ApiException;
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

  private final MeetingAccess access;
  private final Participation participation;

  ParticipantController(MeetingAccess access, Participation participation) {
    this.access = access;
    this.participation = participation;
  }

  /**
   * Of requests about participants.
   *
   * @param meetingId which meeting
   * @param participantIds user ids, or {@code em:} and an address
   */
  record SomeParticipants(
      @NotBlank String meetingId, @CommaSeparated @NotEmpty List<String> participantIds) {
    List<ListedId> ids() {
      return ListedId.parse("participant_ids", participantIds);
    }
  }

  /**
   * Of requests about co-hosts.
   *
   * @param meetingId which meeting
   * @param userIds participants, as the meeting lists them
   */
  record SomeUsers(@NotBlank String meetingId, @CommaSeparated @NotEmpty List<String> userIds) {
    List<ListedId> ids() {
      return ListedId.parse("user_ids", userIds);
    }
  }

  /**
   * Adds participants, all or none. An address is replaced by its user's id once that user opens
   * the meeting.
   *
   * @throws ApiException 400: an entry names nobody, or they are too many; 403: the caller is
   *     neither host nor co-host; 404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/add-meeting-participants")
  MeetingReply add(@RequestBody SomeParticipants request, Caller caller) {
    var ids = request.ids();
    var role = access.enter(caller, request.meetingId());
    return new MeetingReply(participation.add(role.user(), role.meeting(), ids));
  }

  /**
   * Removes participants, all or none. Everybody may remove themself, but the host stays.
   *
   * @throws ApiException 400: an entry is malformed, or the host's; 403: the caller is neither host
   *     nor co-host, and somebody else is to be removed; 404: there is no such meeting, or the
   *     caller takes no part
   */
  @PostMapping("/remove-meeting-participants")
  MeetingReply remove(@RequestBody SomeParticipants request, Caller caller) {
    var ids = request.ids();
    var role = access.enter(caller, request.meetingId());
    return new MeetingReply(participation.remove(role.user(), role.meeting(), ids));
  }

  /**
   * Makes participants co-hosts, all or none.
   *
   * @throws ApiException 400: an entry is no participant, or the host's; 403: the caller is not the
   *     host; 404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/assign-co-host")
  MeetingReply assignCoHosts(@RequestBody SomeUsers request, Caller caller) {
    var ids = request.ids();
    var role = access.enter(caller, request.meetingId());
    return new MeetingReply(participation.assignCoHosts(role.user(), role.meeting(), ids));
  }

  /**
   * Makes co-hosts ordinary participants again.
   *
   * @throws ApiException 400: an entry is malformed; 403: the caller is not the host; 404: there is
   *     no such meeting, or the caller takes no part
   */
  @PostMapping("/remove-co-host")
  MeetingReply removeCoHosts(@RequestBody SomeUsers request, Caller caller) {
    var ids = request.ids();
    var role = access.enter(caller, request.meetingId());
    return new MeetingReply(participation.removeCoHosts(role.user(), role.meeting(), ids));
  }
}
