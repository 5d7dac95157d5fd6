package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** A request's body as a blocking stream, inflated and limited. */
final class BodyStreams {

  /** Buffers asked of the socket ahead of the reader: enough to keep a disk busy. */
  private static final int AHEAD = 8;

  private BodyStreams() {}

  /**
   * Refuses before a byte is read what need not be read.
   *
   * @throws ApiException 413 by {@code Content-Length}, 415 by {@code Content-Encoding}
   */
  static void check(HttpHeaders headers, long limit) {
    if (headers.getContentLength() > limit) {
      throw ApiException.tooLarge("Payload too large");
    }
    for (String encoding : encodings(headers)) {
      if (!isGzip(encoding)) {
        throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Unsupported content encoding");
      }
    }
  }

  static boolean isCompressed(HttpHeaders headers) {
    return !encodings(headers).isEmpty();
  }

  /** To be read and closed on a thread that may block; the limit counts inflated bytes. */
  static InputStream open(ServerHttpRequest request, long limit) throws IOException {
    InputStream in = DataBufferUtils.subscriberInputStream(request.getBody(), AHEAD);
    return new LimitedInputStream(inflate(in, request.getHeaders()), limit);
  }

  /** The same for a body that is in memory already. */
  static byte[] inflate(byte[] body, HttpHeaders headers, long limit) {
    try (var in =
        new LimitedInputStream(inflate(new java.io.ByteArrayInputStream(body), headers), limit)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw ApiException.invalid("Invalid gzip body");
    }
  }

  private static InputStream inflate(InputStream in, HttpHeaders headers) throws IOException {
    InputStream inflated = in;
    for (int i = 0; i < encodings(headers).size(); i++) {
      inflated = new GZIPInputStream(inflated, 1 << 14);
    }
    return inflated;
  }

  private static List<String> encodings(HttpHeaders headers) {
    return headers.getValuesAsList(HttpHeaders.CONTENT_ENCODING).stream()
        .filter(encoding -> !encoding.isBlank() && !encoding.equalsIgnoreCase("identity"))
        .toList();
  }

  private static boolean isGzip(String encoding) {
    return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
  }
}
