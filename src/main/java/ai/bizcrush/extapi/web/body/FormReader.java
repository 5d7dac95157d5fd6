package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;

/** Reads {@code multipart/form-data}: one part {@code file} to disk, the others as fields. */
final class FormReader {

  private static final int MOST_PARTS = 64;
  private static final int LONGEST_FIELD = 64 * 1024;

  private final UploadSpool spool;
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private @Nullable Upload file;

  FormReader(UploadSpool spool) {
    this.spool = spool;
  }

  /** The {@code file} part, null when the form had none. */
  @Nullable Upload file() {
    return file;
  }

  /** The other parts, in order. */
  Map<String, List<String>> fields() {
    return fields;
  }

  /**
   * @throws ApiException 400 for a malformed form, 413 for a field or a form that is too large
   */
  void read(InputStream body, MediaType type) throws IOException {
    String boundary = type.getParameter("boundary");
    if (boundary == null || boundary.isEmpty()) {
      throw malformed();
    }
    if (boundary.length() > 2 && boundary.startsWith("\"") && boundary.endsWith("\"")) {
      boundary = boundary.substring(1, boundary.length() - 1);
    }
    try {
      var input =
          MultipartInput.builder()
              .setInputStream(body)
              .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
              .get();
      boolean more = input.skipPreamble();
      if (!more) {
        throw malformed();
      }
      for (int parts = 0; more; parts++) {
        if (parts == MOST_PARTS) {
          throw ApiException.tooLarge("Too many parts");
        }
        readPart(input, ContentDisposition.parse(disposition(input.readHeaders())));
        more = input.readBoundary();
      }
    } catch (FileUploadException | IllegalArgumentException e) {
      throw malformed();
    }
  }

  private void readPart(MultipartInput input, ContentDisposition disposition) throws IOException {
    String name = disposition.getName();
    try (var part = input.newInputStream()) {
      if ("file".equals(name)) {
        if (file != null) {
          throw ApiException.invalid("More than one file");
        }
        file = spool.write(part, -1);
      } else if (name != null) {
        fields.computeIfAbsent(name, n -> new ArrayList<>()).add(text(part));
      } else {
        throw malformed();
      }
    }
  }

  private static String text(InputStream part) throws IOException {
    var text = new ByteArrayOutputStream();
    text.writeBytes(part.readNBytes(LONGEST_FIELD));
    if (part.read() >= 0) {
      throw ApiException.tooLarge("Field too large");
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static String disposition(String headers) {
    return headers
        .lines()
        .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
        .map(line -> line.substring(20).strip())
        .findFirst()
        .orElseThrow(FormReader::malformed);
  }

  private static ApiException malformed() {
    return new ApiException(ErrorCode.INVALID_ARGUMENT, "Invalid form");
  }
}
