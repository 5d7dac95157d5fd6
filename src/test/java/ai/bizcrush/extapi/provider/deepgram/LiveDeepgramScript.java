package ai.bizcrush.extapi.provider.deepgram;

import static java.util.stream.Collectors.joining;

import ai.bizcrush.extapi.engine.Ear;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.SpokenWord;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Deepgram's side of one stream. */
final class LiveDeepgramScript implements SocketScript {

  private static final long INTERIM_MS = 200;
  private static final long LONGEST_WINDOW_MS = 3000;

  /** With less than this left a {@code Finalize} is not answered. */
  private static final long NOTICEABLE_MS = 100;

  private final ScriptedLiveDeepgram vendor;
  private final ScriptedSocket socket;
  private final Ear ear = new Ear();
  private final boolean noisy;
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
      ScriptedLiveDeepgram vendor, UpgradeRequest request, ScriptedSocket socket, boolean noisy) {
    this.vendor = vendor;
    this.socket = socket;
    this.noisy = noisy;
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
    if (new String(message, StandardCharsets.ISO_8859_1).startsWith("{\"type\"")) {
      refuse("a control message in binary");
      return;
    }
    ear.hear(message);
    heardMs = ear.heardMs();
    long allowed = vendor.burst().toMillis() + (System.nanoTime() - began) / 1_000_000 * 5 / 4;
    if (heardMs > allowed) {
      refuse("audio faster than 1.25 times real time");
      return;
    }
    listen();
    socket.heard(message.length);
  }

  /** What still comes is read, for a connection that ends with unread bytes loses the reason. */
  private void refuse(String about) throws IOException {
    refused = true;
    vendor.refused(about);
    socket.close(1008, "DATA-0000");
  }

  private void listen() throws IOException {
    var words = window();
    boolean pause = !noisy && !words.isEmpty() && ear.silenceMs() >= endpointingMs;
    if (pause) {
      close(heardMs, ",\"speech_final\":true");
      speaking = false;
    } else if (heardMs >= windowMs + LONGEST_WINDOW_MS) {
      close(cut(), ",\"speech_final\":false");
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
  private long cut() {
    return ear.silenceMs() > 0 ? heardMs : lastEndMs();
  }

  private long lastEndMs() {
    return ear.words().isEmpty() ? windowMs : Math.max(windowMs, ear.words().getLast().endMs());
  }

  private List<SpokenWord> window() {
    return ear.words().stream().filter(word -> word.startMs() >= windowMs).toList();
  }

  private void close(long end, String more) throws IOException {
    var words = window();
    if (!words.isEmpty()) {
      lastWordMs = words.getLast().endMs();
      speaking = true;
      gap = true;
    }
    String said = message(end, words, ",\"is_final\":true" + more);
    socket.text(said);
    if (vendor.has(LiveFault.DUPLICATE_FINALS)) {
      socket.text(said);
    }
    windowMs = end;
    interimMs = end;
    if (vendor.has(LiveFault.EMPTY_FINALS)) {
      results(end, List.of(), ",\"is_final\":true,\"speech_final\":true");
    }
  }

  @Override
  public void text(String message) throws IOException {
    switch (message) {
      case "{\"type\":\"KeepAlive\"}" -> {}
      case "{\"type\":\"Finalize\"}" -> {
        ear.end();
        if (heardMs - windowMs >= NOTICEABLE_MS) {
          close(heardMs, ",\"speech_final\":" + speaking + ",\"from_finalize\":true");
          speaking = false;
        }
      }
      case "{\"type\":\"CloseStream\"}" -> {
        ear.end();
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
        vendor.refused("a message that is none of its own");
        socket.text("{\"type\":\"Error\",\"variant\":\"UnparsableClientMessage\"}");
        socket.close(1011, "");
      }
    }
  }

  private void results(long end, List<SpokenWord> words, String more) throws IOException {
    socket.text(message(end, words, more));
  }

  private String message(long end, List<SpokenWord> words, String more) {
    if (vendor.has(LiveFault.MISSING_FIELDS)) {
      return """
          {"type":"Results","channel":{"alternatives":[{"transcript":"%s"}]}%s}"""
          .formatted(text(words), more);
    }
    return """
        {"type":"Results","channel_index":[0,1],"duration":%s,"start":%s,"channel":{"alternatives":[\
        {"transcript":"%s","confidence":0.99,%s"words":[%s]}]},"metadata":{"request_id":"1",\
        "model_info":{"name":"n","version":"v","arch":"nova-3"},"model_uuid":"u"}%s}"""
        .formatted(
            seconds(end - windowMs),
            seconds(windowMs),
            text(words),
            multilingual ? "\"languages\":[\"en\"]," : "",
            words.stream().map(this::word).collect(joining(",")),
            more);
  }

  private static String text(List<SpokenWord> words) {
    return words.stream().map(SpokenWord::text).collect(joining(" "));
  }

  private String word(SpokenWord word) {
    return """
        {"word":"%s","start":%s,"end":%s,"confidence":0.98%s%s,"punctuated_word":"%s"}"""
        .formatted(
            word.text(),
            seconds(word.startMs()),
            seconds(word.endMs()),
            diarize ? ",\"speaker\":" + (word.speaker() - 1) : "",
            multilingual ? ",\"language\":\"" + word.language() + "\"" : "",
            word.text());
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.7f", millis / 1000.0);
  }
}
