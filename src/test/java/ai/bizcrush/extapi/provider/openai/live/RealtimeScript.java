package ai.bizcrush.extapi.provider.openai.live;

import static java.util.stream.Collectors.joining;

import ai.bizcrush.extapi.engine.Ear;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.SpokenWord;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's side of one session. */
final class RealtimeScript implements SocketScript {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LEAST_MS = 100;
  private static final int MOST_AUDIO = 15 << 20;

  private final ScriptedRealtime vendor;
  private final ScriptedSocket socket;
  private final Ear ear = new Ear();
  private final Plateaus plateaus = new Plateaus(ear);
  private final List<Spoken> held = new ArrayList<>();
  private boolean configured;
  private boolean detects;
  private int silenceMs;
  private int paddingMs;
  private int items;
  private int events;
  private long heardBytes;
  private long committedMs;
  private int committedWords;
  private int shownWords;
  private boolean speaking;

  private record Spoken(String id, List<SpokenWord> words) {
    String text() {
      return words.stream().map(SpokenWord::text).collect(joining(" "));
    }
  }

  RealtimeScript(ScriptedRealtime vendor, ScriptedSocket socket) {
    this.vendor = vendor;
    this.socket = socket;
  }

  @Override
  public void opened() throws IOException {
    say("session.created", "\"session\":{\"type\":\"transcription\",\"id\":\"sess_1\"}");
  }

  @Override
  public void binary(byte[] message) throws IOException {
    refuse("a binary message");
  }

  @Override
  public void text(String message) throws IOException {
    JsonNode event;
    try {
      event = JSON.readTree(message);
    } catch (JacksonException e) {
      refuse("a message that is no JSON");
      return;
    }
    String type = event.path("type").asString("");
    if (!type.equals("input_audio_buffer.append")) {
      vendor.messages().add(type);
    }
    if (!configured && !type.equals("session.update")) {
      refuse(type + " before the session is configured");
      return;
    }
    switch (type) {
      case "session.update" -> configure(event);
      case "input_audio_buffer.append" -> append(event);
      case "input_audio_buffer.commit" -> {
        only(event, Set.of("type", "event_id"));
        commit();
      }
      case "input_audio_buffer.clear" -> {
        only(event, Set.of("type", "event_id"));
        reach();
        say("input_audio_buffer.cleared", "");
      }
      default -> refuse("a message that is none of its own");
    }
  }

  private void only(JsonNode event, Set<String> names) throws IOException {
    if (!names.containsAll(event.propertyNames())) {
      refuse("unknown parameters");
    }
  }

  private void refuse(String about) throws IOException {
    vendor.refused(about);
    socket.text(ScriptedRealtime.error("invalid_request_error", "\"invalid_value\"", about));
  }

  private void configure(JsonNode event) throws IOException {
    vendor.updates().add(event);
    var complaints = UpdateComplaints.about(event);
    if (!complaints.isEmpty()) {
      refuse(String.join("; ", complaints));
      return;
    }
    JsonNode detection = event.path("session").path("audio").path("input").path("turn_detection");
    detects = detection.isObject();
    silenceMs = detection.path("silence_duration_ms").asInt(500);
    paddingMs = detection.path("prefix_padding_ms").asInt(300);
    configured = true;
    say("session.updated", "\"session\":" + event.path("session"));
  }

  private void append(JsonNode event) throws IOException {
    only(event, Set.of("type", "audio", "event_id"));
    byte[] audio;
    try {
      audio = Base64.getDecoder().decode(event.path("audio").asString(""));
    } catch (IllegalArgumentException e) {
      refuse("audio that is not Base64");
      return;
    }
    if (audio.length == 0 || audio.length % 2 != 0 || audio.length > MOST_AUDIO) {
      refuse("audio of " + audio.length + " bytes");
      return;
    }
    plateaus.hear(audio);
    if (detects) {
      detect();
    } else {
      show();
    }
    heardBytes += audio.length;
    socket.heard(heardBytes / 3 * 2 - socket.audio());
  }

  private List<SpokenWord> turn() {
    return ear.words().subList(committedWords, ear.words().size());
  }

  private void detect() throws IOException {
    if (turn().isEmpty()) {
      return;
    }
    if (!speaking) {
      speaking = true;
      long start = Math.max(committedMs, turn().getFirst().startMs() - paddingMs);
      say("input_audio_buffer.speech_started", at("audio_start_ms", start) + item());
    }
    if (ear.silenceMs() >= silenceMs) {
      speaking = false;
      say("input_audio_buffer.speech_stopped", at("audio_end_ms", ear.heardMs()) + item());
      committed();
    }
  }

  private String at(String name, long millis) {
    return vendor.has(LiveFault.MISSING_FIELDS) ? "" : "\"" + name + "\":" + millis + ",";
  }

  private String item() {
    return "\"item_id\":\"" + id(items) + "\"";
  }

  private static String id(int number) {
    return "item_" + number;
  }

  /** A model that writes while it hears. */
  private void show() throws IOException {
    for (SpokenWord word : turn().subList(shownWords, turn().size())) {
      shownWords++;
      delta(id(items), (shownWords == 1 ? "" : " ") + word.text());
    }
  }

  private void delta(String id, String text) throws IOException {
    if (!vendor.has(LiveFault.MISSING_FIELDS)) {
      say(
          "conversation.item.input_audio_transcription.delta",
          "\"item_id\":\"%s\",\"content_index\":0,\"delta\":\"%s\"".formatted(id, text));
    }
  }

  private void commit() throws IOException {
    plateaus.end();
    ear.end();
    if (plateaus.millis() - committedMs < LEAST_MS) {
      socket.text(
          ScriptedRealtime.error(
              "invalid_request_error",
              "\"input_audio_buffer_commit_empty\"",
              "Error committing input audio buffer: buffer too small."));
      return;
    }
    speaking = false;
    if (!detects) {
      show();
    }
    committed();
  }

  private void reach() {
    committedMs = plateaus.millis();
    committedWords = ear.words().size();
    shownWords = 0;
  }

  private void committed() throws IOException {
    var spoken = new Spoken(id(items), List.copyOf(turn()));
    reach();
    sayCommitted();
    if (vendor.order() != ScriptedRealtime.Order.AS_SPOKEN && held.size() < 2) {
      held.add(spoken);
      if (vendor.order() == ScriptedRealtime.Order.REVERSED) {
        deltas(spoken);
      }
      if (held.size() == 2) {
        completeHeld();
      }
      return;
    }
    deltas(spoken);
    completed(spoken);
    if (vendor.has(LiveFault.EMPTY_FINALS)) {
      var empty = new Spoken(id(items), List.of());
      sayCommitted();
      completed(empty);
    }
  }

  private void sayCommitted() throws IOException {
    String previous = items == 0 ? "null" : "\"" + id(items - 1) + "\"";
    String order = "\"previous_item_id\":" + previous + ",";
    say(
        "input_audio_buffer.committed",
        (vendor.has(LiveFault.MISSING_FIELDS) ? "" : order) + item());
    items++;
  }

  private void completeHeld() throws IOException {
    Spoken first = held.getFirst();
    Spoken second = held.getLast();
    if (vendor.order() == ScriptedRealtime.Order.INTERLEAVED) {
      for (int i = 0; i < Math.max(first.words.size(), second.words.size()); i++) {
        delta(second, i);
        delta(first, i);
      }
    }
    completed(second);
    completed(first);
  }

  private void delta(Spoken spoken, int word) throws IOException {
    if (word < spoken.words.size()) {
      delta(spoken.id, (word == 0 ? "" : " ") + spoken.words.get(word).text());
    }
  }

  private void deltas(Spoken spoken) throws IOException {
    for (int i = 0; detects && i < spoken.words.size(); i++) {
      delta(spoken, i);
    }
  }

  private void completed(Spoken spoken) throws IOException {
    if (!vendor.failing().isEmpty() && spoken.id.equals(id(0))) {
      say(
          "conversation.item.input_audio_transcription.failed",
          "\"item_id\":\"%s\",\"content_index\":0,\"error\":%s"
              .formatted(spoken.id, vendor.failing()));
      return;
    }
    say("conversation.item.input_audio_transcription.completed", completion(spoken));
    if (vendor.has(LiveFault.DUPLICATE_FINALS)) {
      say("conversation.item.input_audio_transcription.completed", completion(spoken));
    }
  }

  private String completion(Spoken spoken) {
    String bare = "\"item_id\":\"%s\",\"transcript\":\"%s\"".formatted(spoken.id, spoken.text());
    if (vendor.has(LiveFault.MISSING_FIELDS)) {
      return bare;
    }
    String languages =
        spoken.words.stream()
            .map(SpokenWord::language)
            .distinct()
            .map("{\"code\":\"%s\"}"::formatted)
            .collect(joining(","));
    return bare
        + ",\"content_index\":0,\"languages\":[%s],\"usage\":{\"type\":\"duration\",\"seconds\":2}"
            .formatted(languages);
  }

  private void say(String type, String more) throws IOException {
    events++;
    String id =
        vendor.has(LiveFault.MISSING_FIELDS) ? "" : ",\"event_id\":\"event_" + events + "\"";
    socket.text("{\"type\":\"" + type + "\"" + id + (more.isEmpty() ? "" : "," + more) + "}");
  }
}
