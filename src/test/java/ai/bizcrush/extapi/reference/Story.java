package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.meetings.MeetingService.Person;
import ai.bizcrush.extapi.transcription.ScriptedEngine;

/**
 * Two people and their meeting: a line for each example of the description. Of several requests to
 * one endpoint that end alike, the first is the example.
 *
 * @param audio the URL of a recording
 */
record Story(Recorder to, Person ada, Person bob, ScriptedEngine engine, String audio) {

  private static final String NOBODYS = "{'meeting_id':'01K00000000000000000000000'}";

  /**
   * @return the meeting, in which a file was transcribed
   */
  String begin() throws Exception {
    to.sendUnknown("get-meetings");
    preferences();
    String meeting = meeting();
    messages(meeting);
    transcription(meeting);
    people();
    return meeting;
  }

  private void preferences() throws Exception {
    String get = "get-user-default-meeting-setting";
    to.send(200, ada, get, "{'device_language_code':'ko-KR'}");
    to.send(400, ada, get, "{'device_language_code':'?'}");

    String update = "update-user-default-meeting-setting";
    to.send(
        200, ada, update, "{'original_languages':['en','ko'],'contextual_keywords':['BizCrush']}");
    to.send(400, ada, update, "{'view_language':'?'}");
  }

  private String meeting() throws Exception {
    String guests = "{'title':'Weekly planning','participant_ids':['" + bob.email() + "']}";
    String[] named = {"Idempotency-Key", "weekly planning of " + ada.id().value()};
    var created = to.send(200, ada, "create-meeting", guests, named).get("meeting");
    to.send(409, ada, "create-meeting", "{'title':'Another'}", named);
    to.send(400, ada, "create-meeting", "{'participant_ids':['bob']}");

    to.send(200, ada, "get-meetings", "{'limit':20}");
    to.send(400, ada, "get-meetings", "{'limit':-1}");
    String id = created.get("id").stringValue();
    to.send(200, bob, "get-meetings", "{}");

    participants("add-meeting-participants", id, "participant_ids", "em:carol@example.com");
    participants("remove-meeting-participants", id, "participant_ids", "em:carol@example.com");
    to.send(200, bob, "get-meeting-messages", of(id));
    participants("assign-co-host", id, "user_ids", bob.id().value());
    participants("remove-co-host", id, "user_ids", bob.id().value());
    return id;
  }

  private void participants(String endpoint, String meeting, String field, String who)
      throws Exception {
    String request = "{'meeting_id':'%s','%s':['%s']}";
    to.send(403, bob, endpoint, request.formatted(meeting, field, ada.id().value()));
    to.send(200, ada, endpoint, request.formatted(meeting, field, who));
    to.send(400, ada, endpoint, request.formatted(meeting, field, "nobody"));
    to.send(404, ada, endpoint, request.formatted("01K00000000000000000000000", field, who));
  }

  private void messages(String meeting) throws Exception {
    String send = "send-meeting-message";
    String message = "{'meeting_message':{'meeting_id':'%s','text':'Slides are in the folder.'}}";
    String[] named = {"Idempotency-Key", "slides of " + ada.id().value()};
    var sent = to.send(200, ada, send, message.formatted(meeting), named).get("meeting_message");
    to.send(409, ada, send, message.formatted(meeting).replace("Slides", "They"), named);
    to.send(404, ada, send, message.formatted("01K00000000000000000000000"));
    to.send(400, ada, send, "{'meeting_message':{'meeting_id':'" + meeting + "'}}");

    to.send(200, ada, "get-meeting-messages", of(meeting));
    to.send(404, ada, "get-meeting-messages", NOBODYS);
    to.send(400, ada, "get-meeting-messages", "{}");

    String delete = "delete-meeting-message";
    String one = "{'meeting_id':'%s','message_id':'%s'}";
    String id = sent.get("id").stringValue();
    to.send(403, bob, delete, one.formatted(meeting, id));
    to.send(200, ada, delete, one.formatted(meeting, id));
    to.send(404, ada, delete, one.formatted(meeting, id));
    to.send(400, ada, delete, of(meeting));
  }

  private void transcription(String meeting) throws Exception {
    String request = "{'audio_url':'%s','session_id':'%s','language_hints':['en','ko']}";
    String named = request.formatted(audio, meeting);
    to.send(200, ada, "stt", named);
    to.send(202, ada, "stt", named, "Prefer", "respond-async");
    to.send(400, ada, "stt", "{}");
    to.announce(413, ada, "stt", "audio/mp4", 1L << 40);
    to.send(415, ada, "stt", "{}", "Content-Type", "application/pdf");
    String broken = "{'audio_url':'" + audio + "','session_id':'broken'}";
    engine.next(
        (recording, asked) -> {
          throw EngineException.broken("scripted", null);
        });
    to.send(500, ada, "stt", broken);

    to.send(200, ada, "stt/result", "{'session_id':'" + meeting + "'}");
    to.send(404, ada, "stt/result", "{'session_id':'unknown'}");
    to.send(400, ada, "stt/result", "{}");
    var held = new ScriptedEngine.Held();
    engine.next(held);
    try {
      to.send(202, ada, "stt", request.formatted(audio, "long"), "Prefer", "respond-async");
      to.send(202, ada, "stt/result", "{'session_id':'long'}");
    } finally {
      held.release.countDown();
    }

    var token = to.send(200, ada, "stt/token", "{'expires_in_seconds':60}");
    to.send(400, ada, "stt/token", "{'expires_in_seconds':-1}");
    to.show(token.get("token").stringValue(), "st-shown-once");
  }

  private void people() throws Exception {
    to.send(200, ada, "get-my-people", "{'limit':20}");
    to.send(400, ada, "get-my-people", "{'cursor':'Bob'}");
  }

  void end(String meeting) throws Exception {
    for (String endpoint : new String[] {"end-meeting", "delete-meeting"}) {
      to.send(403, bob, endpoint, of(meeting));
      to.send(200, ada, endpoint, of(meeting));
      to.send(404, ada, endpoint, NOBODYS);
      to.send(400, ada, endpoint, "{}");
    }
  }

  private static String of(String meeting) {
    return "{'meeting_id':'" + meeting + "'}";
  }
}
