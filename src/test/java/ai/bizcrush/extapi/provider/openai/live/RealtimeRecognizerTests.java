package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.SocketRecognizerContract;
import java.util.HashMap;
import java.util.Map;

/** With turns that the server ends. */
class RealtimeRecognizerTests extends SocketRecognizerContract<ScriptedRealtime> {

  RealtimeRecognizerTests() {
    super(new ScriptedRealtime(API_KEY));
  }

  /** The model under test. */
  String model() {
    return "gpt-4o-transcribe";
  }

  @Override
  protected LiveRecognizer recognizer(String address) {
    return recognizer(address, API_KEY, Map.of());
  }

  final LiveRecognizer recognizer(String address, String key, Map<String, String> properties) {
    var all = new HashMap<>(Map.of("model", model(), "model-in-query", "false"));
    all.putAll(properties);
    var settings = new ConfiguredProvider("openai", all).as(RealtimeSettings.class);
    return new RealtimeRecognizer(
        settings, address.replaceFirst("ws", "http"), key, LanguageHints.SUPPORTED, sockets);
  }
}
