package ai.bizcrush.extapi.web;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Function;

/**
 * Lets a record travel as a protobuf message beside JSON. Declared as a bean, it makes every
 * endpoint that takes or returns the record speak both: requests by their {@code Content-Type},
 * replies by {@code Accept} if that names one of the two, else like the request.
 *
 * @param record the type that controllers see
 */
public record ProtobufForm<T, M extends Message>(
    Class<T> record, Parser<M> parser, Function<M, T> fromMessage, Function<T, M> toMessage) {

  /** Reads a message; its fields are not validated yet. */
  public T parse(byte[] message) throws InvalidProtocolBufferException {
    return fromMessage.apply(parser.parseFrom(message));
  }

  /** Writes a message. */
  public byte[] print(Object value) {
    return toMessage.apply(record.cast(value)).toByteArray();
  }
}
