package ai.bizcrush.extapi.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A {@code multipart/form-data} body: the fields, and one file that comes last.
 *
 * @param fields in order, each with all its values
 * @param fileField {@code ""} when there is no file
 * @param file the start of its content
 * @param fileLength of the whole content
 */
public record ScriptedForm(
    Map<String, List<String>> fields,
    String fileField,
    String fileName,
    String fileType,
    String file,
    long fileLength) {

  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?i)content-type: *([^\r\n]+)");
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

  /** Reads a form; throws what a framework would turn into 400. */
  public static ScriptedForm of(ScriptedRequest request) {
    var boundary = BOUNDARY.matcher(request.header("Content-Type"));
    if (!request.header("Content-Type").startsWith("multipart/form-data") || !boundary.find()) {
      throw new IllegalArgumentException("not a form");
    }
    String delimiter = "--" + boundary.group(1);
    String body = request.head();
    var fields = new LinkedHashMap<String, List<String>>();
    int at = body.indexOf(delimiter) + delimiter.length();
    while (body.startsWith("\r\n", at)) {
      int content = body.indexOf("\r\n\r\n", at) + 4;
      String head = body.substring(at, content);
      var fileName = FILE_NAME.matcher(head);
      var name = NAME.matcher(head);
      if (!name.find()) {
        throw new IllegalArgumentException("a part without a name");
      }
      if (fileName.find()) {
        var type = TYPE.matcher(head);
        long length = request.length() - content - ("\r\n" + delimiter + "--\r\n").length();
        int end = (int) Math.min(body.length(), content + length);
        return new ScriptedForm(
            fields,
            name.group(1),
            fileName.group(1),
            type.find() ? type.group(1) : "",
            body.substring(content, end),
            length);
      }
      int end = body.indexOf("\r\n" + delimiter, content);
      String value =
          new String(
              body.substring(content, end).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      fields.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(value);
      at = end + 2 + delimiter.length();
    }
    return new ScriptedForm(fields, "", "", "", "", 0);
  }

  /** The first value of a field, {@code ""} when it is missing. */
  public String field(String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  /** Whether the file is a WAV file: 16 kHz, one channel, 16 bit, of the length that it says. */
  public boolean isWav() {
    return isWav(file, fileLength);
  }

  /** The same for a raw body. */
  public static boolean isWav(String start, long length) {
    return start.startsWith("RIFF")
        && start.startsWith("WAVEfmt ", 8)
        && little(start, 4) == length - 8
        && little(start, 24) == 16_000
        && little(start, 40) == length - 44;
  }

  private static long little(String bytes, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | bytes.charAt(at + i);
    }
    return value;
  }
}
