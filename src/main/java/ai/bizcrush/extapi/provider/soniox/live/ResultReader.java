package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads the messages of one session with one parser that is fed with them one after the other, so
 * that a message costs little more than its new words.
 */
final class ResultReader {

  private static final int LONGEST_STRING = 10_000;
  private static final int DEEPEST = 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_STRING)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private final JsonParser parser =
      JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
  private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
  private final Result result = new Result();
  private final TokenReader tokens;

  ResultReader(RecognitionRequest request) {
    this.tokens = new TokenReader(parser, request);
  }

  /**
   * The message; valid until the next is read.
   *
   * @throws JacksonException it is not one of Soniox's: nothing can be read after that
   */
  Result read(byte[] buffer, int offset, int length) {
    result.clear();
    tokens.beginMessage();
    feeder.feedInput(buffer, offset, offset + length);
    expect(JsonToken.START_OBJECT);
    while (next() != JsonToken.END_OBJECT) {
      property(parser.currentName());
    }
    if (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
      throw new StreamReadException(parser, "more than one message");
    }
    tokens.endMessage(result.tail);
    return result;
  }

  private void property(String name) {
    JsonToken value = next();
    switch (name) {
      case "tokens" -> tokens(value);
      case "final_audio_proc_ms" -> result.finalMs = number(value);
      case "total_audio_proc_ms" -> result.heardMs = number(value);
      case "finished" -> result.finished = value == JsonToken.VALUE_TRUE;
      case "error_code" -> result.error = number(value);
      default -> parser.skipChildren();
    }
  }

  private void tokens(JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    require(value, JsonToken.START_ARRAY);
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      require(token, JsonToken.START_OBJECT);
      LiveWord word = tokens.read();
      if (word != null) {
        (tokens.isFinal() ? result.finals : result.tail).add(word);
      }
    }
  }

  private long number(JsonToken value) {
    return value == JsonToken.VALUE_NULL ? Result.UNSAID : parser.getLongValue();
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.NOT_AVAILABLE) {
      throw new StreamReadException(parser, "an unfinished message");
    }
    return token;
  }

  private void expect(JsonToken wanted) {
    require(next(), wanted);
  }

  private void require(JsonToken token, JsonToken wanted) {
    if (token != wanted) {
      throw new StreamReadException(parser, "another message");
    }
  }
}
