package ai.bizcrush.extapi.provider.openai.live;

/** With a model that writes while it hears, and turns that we end. */
class StreamingModelTests extends RealtimeRecognizerTests {

  @Override
  String model() {
    return "gpt-live-transcribe";
  }
}
