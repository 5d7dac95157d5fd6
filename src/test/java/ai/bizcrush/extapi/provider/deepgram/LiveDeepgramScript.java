package ai.bizcrush.extapi.provider.deepgram;

import static java.util.stream.Collectors.joining;

import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.Spoken;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Deepgram's side of one stream. */
final class LiveDeepgramScript implements SocketScript {

  private static final long INTERIM_MS = 200;
  private static final long LONGEST_WINDOW_MS = 3000;

  /** With less than this left a {@code Finalize} is not answered. */
  private static final long NOTICEABLE_MS = 100;

  private final ScriptedSocket socket;
  private final List<Spoken> speech;
  private final boolean noisy;
  private final Duration burst;
  private final Consumer<String> complaints;
  private final boolean diarize;
  private final boolean multilingual;
  private final long endpointingMs;
  private final long utteranceEndMs;
  private final long began = System.nanoTime();

  private long heardMs;
  private long windowMs;
  private long interimMs;
  private long lastWordMs = -1;
  private boolean speaking;
  private boolean gap;
  private boolean refused;

  LiveDeepgramScript(
      UpgradeRequest request,
      ScriptedSocket socket,
      List<Spoken> speech,
      boolean noisy,
      Duration burst,
      Consumer<String> complaints) {
    this.socket = socket;
    this.speech = speech;
    this.noisy = noisy;
    this.burst = burst;
    this.complaints = complaints;
    this.diarize = ScriptedLiveDeepgram.one(request, "diarize").equals("true");
    this.multilingual = ScriptedLiveDeepgram.one(request, "language").equals("multi");
    this.endpointingMs = Long.parseLong(ScriptedLiveDeepgram.one(request, "endpointing"));
    this.utteranceEndMs = Long.parseLong(ScriptedLiveDeepgram.one(request, "utterance_end_ms"));
  }

  @Override
  public void binary(byte[] message) throws IOException {
    if (refused) {
      return;
    }
    if (message.length == 0) {
      refuse("an empty binary message");
      return;
    }
    if (message.length > 1 && message[0] == '{' && message[1] == '"') {
      refuse("a control message in binary");
      return;
    }
    socket.heard(message.length);
    heardMs = socket.audio() / 32;
    long allowed = burst.toMillis() + (System.nanoTime() - began) / 1_000_000 * 5 / 4;
    if (heardMs > allowed) {
      refuse("audio faster than 1.25 times real time");
      return;
    }
    listen();
  }

  /** What still comes is read, for a connection that ends with unread bytes loses the reason. */
  private void refuse(String about) throws IOException {
    refused = true;
    complaints.accept(about);
    socket.close(1008, "DATA-0000");
  }

  private void listen() throws IOException {
    var words = window();
    boolean pause =
        !noisy && !words.isEmpty() && heardMs >= words.getLast().endMs() + endpointingMs;
    if (pause) {
      close(heardMs, ",\"speech_final\":true");
      speaking = false;
    } else if (heardMs >= windowMs + LONGEST_WINDOW_MS) {
      close(cut(words), ",\"speech_final\":false");
    } else if (heardMs >= interimMs + INTERIM_MS) {
      interimMs = heardMs;
      results(heardMs, words, ",\"is_final\":false,\"speech_final\":false");
    }
    if (gap && heardMs >= lastWordMs + utteranceEndMs && window().isEmpty()) {
      gap = false;
      socket.text(
          "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":"
              + seconds(lastWordMs)
              + "}");
    }
  }

  /** A window does not end inside a word. */
  private long cut(List<Spoken> words) {
    return !words.isEmpty() && words.getLast().endMs() > heardMs
        ? words.getLast().startMs()
        : heardMs;
  }

  private List<Spoken> window() {
    return Spoken.between(speech, windowMs, heardMs);
  }

  private void close(long end, String more) throws IOException {
    var words = Spoken.between(speech, windowMs, end);
    if (!words.isEmpty()) {
      lastWordMs = words.getLast().endMs();
      speaking = true;
      gap = true;
    }
    results(end, words, ",\"is_final\":true" + more);
    windowMs = end;
    interimMs = end;
  }

  @Override
  public void text(String message) throws IOException {
    switch (message) {
      case "{\"type\":\"KeepAlive\"}" -> {}
      case "{\"type\":\"Finalize\"}" -> {
        if (heardMs - windowMs >= NOTICEABLE_MS) {
          close(heardMs, ",\"speech_final\":" + speaking + ",\"from_finalize\":true");
          speaking = false;
        }
      }
      case "{\"type\":\"CloseStream\"}" -> {
        if (heardMs > windowMs) {
          close(heardMs, ",\"speech_final\":true");
        }
        socket.text(
            """
            {"type":"Metadata","transaction_key":"deprecated","request_id":"1","sha256":"a","created":"2026-01-01T00:00:00Z","duration":%s,"channels":1}"""
                .formatted(seconds(heardMs)));
        socket.close(1000, "");
      }
      default -> {
        complaints.accept("a message that is none of its own");
        socket.text("{\"type\":\"Error\",\"variant\":\"UnparsableClientMessage\"}");
        socket.close(1011, "");
      }
    }
  }

  private void results(long end, List<Spoken> words, String more) throws IOException {
    socket.text(
        """
        {"type":"Results","channel_index":[0,1],"duration":%s,"start":%s,"channel":{"alternatives":[\
        {"transcript":"%s","confidence":0.99,%s"words":[%s]}]},"metadata":{"request_id":"1",\
        "model_info":{"name":"n","version":"v","arch":"nova-3"},"model_uuid":"u"}%s}"""
            .formatted(
                seconds(end - windowMs),
                seconds(windowMs),
                words.stream().map(Spoken::text).collect(joining(" ")),
                multilingual ? "\"languages\":[\"en\"]," : "",
                words.stream().map(this::word).collect(joining(",")),
                more));
  }

  private String word(Spoken word) {
    return """
        {"word":"%s","start":%s,"end":%s,"confidence":0.98%s%s,"punctuated_word":"%s"}"""
        .formatted(
            word.text().toLowerCase(Locale.ROOT).replaceAll("[,.]", ""),
            seconds(word.startMs()),
            seconds(word.endMs()),
            diarize ? ",\"speaker\":" + word.speaker() : "",
            multilingual ? ",\"language\":\"en\"" : "",
            word.text());
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.7f", millis / 1000.0);
  }
}
