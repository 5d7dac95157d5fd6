package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.springframework.http.HttpHeaders;

/** How a body is compressed. */
final class BodyEncoding {

  private BodyEncoding() {}

  /**
   * Refuses before a byte is read what need not be read.
   *
   * @throws ApiException 413 by {@code Content-Length}, 415 by {@code Content-Encoding}
   */
  static void check(HttpHeaders headers, long limit) {
    if (headers.getContentLength() > limit) {
      throw ApiException.tooLarge("Payload too large");
    }
    List<String> encodings = encodings(headers);
    for (String encoding : encodings) {
      if (!isGzip(encoding) || encodings.size() > 1) {
        throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Unsupported content encoding");
      }
    }
  }

  static boolean isCompressed(HttpHeaders headers) {
    return !encodings(headers).isEmpty();
  }

  /** Inflates a body that is in memory already. */
  static byte[] inflate(byte[] body, HttpHeaders headers, long limit) {
    try (var in = new LimitedInputStream(inflate(new ByteArrayInputStream(body), headers), limit)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw ApiException.invalid("Invalid gzip body");
    }
  }

  static InputStream inflate(InputStream in, HttpHeaders headers) throws IOException {
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
