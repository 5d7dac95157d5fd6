import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites every Java file below the given folders: {@code Format check|apply DIR...}.
 */
class Format {

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var unformatted = new ArrayList<Path>();
    for (String dir : List.of(args).subList(1, args.length)) {
      if (!Files.isDirectory(Path.of(dir))) {
        continue;
      }
      try (var files = Files.walk(Path.of(dir))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String source = Files.readString(file);
          String formatted = format(source);
          if (!formatted.equals(source)) {
            unformatted.add(file);
            if (apply) {
              Files.writeString(file, formatted);
            }
          }
        }
      }
    }
    unformatted.forEach(f -> System.out.println((apply ? "formatted " : "not formatted: ") + f));
    if (!apply && !unformatted.isEmpty()) {
      System.err.println("Run ./mvnw -q initialize exec:exec@format to format them.");
      System.exit(1);
    }
  }

  private static String format(String source) throws Exception {
    String imports = RemoveUnusedImports.removeUnusedImports(source);
    String ordered = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }
}
