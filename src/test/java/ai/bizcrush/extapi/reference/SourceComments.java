package ai.bizcrush.extapi.reference;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** The comments of the sources, by the binary name of a type or {@code type#method}. */
final class SourceComments {

  private static final Path SOURCES = Path.of("src/main/java");

  private final Map<String, Comment> comments = new HashMap<>();

  /**
   * A comment, as Markdown.
   *
   * @param summary its first sentence, without the full stop
   * @param rest what follows
   * @param params by the name of the parameter
   * @param refusals what is said of exceptions
   */
  record Comment(String summary, String rest, Map<String, String> params, List<String> refusals) {

    static final Comment NONE = new Comment("", "", Map.of(), List.of());

    String text() {
      return rest.isEmpty() ? summary : summary + ". " + rest;
    }
  }

  static SourceComments read() throws IOException {
    var comments = new SourceComments();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = Files.walk(SOURCES);
        var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          manager.getJavaFileObjectsFromPaths(
              files.filter(file -> file.toString().endsWith(".java")).toList());
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
      var trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        comments.new Reader(trees, unit).scan(unit, null);
      }
    }
    return comments;
  }

  Comment of(Class<?> type) {
    return comments.getOrDefault(type.getName(), Comment.NONE);
  }

  Comment of(Method method) {
    String name = method.getDeclaringClass().getName() + "#" + method.getName();
    return comments.getOrDefault(name, Comment.NONE);
  }

  Comment ofPackage(String name) {
    return comments.getOrDefault(name + ".package-info", Comment.NONE);
  }

  private final class Reader extends TreePathScanner<Void, Void> {

    private final DocTrees trees;
    private String type;

    Reader(DocTrees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.type = String.valueOf(unit.getPackageName()) + ".";
    }

    @Override
    public Void visitPackage(PackageTree tree, Void nothing) {
      note(type + "package-info");
      return super.visitPackage(tree, nothing);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      String outer = type;
      type = outer + (outer.endsWith(".") ? "" : "$") + tree.getSimpleName();
      note(type);
      super.visitClass(tree, nothing);
      type = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      note(type + "#" + tree.getName());
      return null;
    }

    private void note(String name) {
      var comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        comments.put(name, read(comment));
      }
    }

    private static Comment read(DocCommentTree comment) {
      var params = new LinkedHashMap<String, String>();
      var refusals = new ArrayList<String>();
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree param) {
          params.put(param.getName().toString(), text(param.getDescription()));
        } else if (tag instanceof ThrowsTree refusal) {
          refusals.add(text(refusal.getDescription()));
        }
      }
      String summary = text(comment.getFirstSentence());
      return new Comment(
          summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary,
          text(comment.getBody()),
          params,
          refusals);
    }

    private static String text(List<? extends DocTree> trees) {
      return trees.stream()
          .map(Reader::text)
          .collect(Collectors.joining())
          .replaceAll("\\s*\n\\s*", " ")
          .replace("\u2029", "\n\n")
          .strip();
    }

    private static String text(DocTree tree) {
      return switch (tree) {
        case TextTree words -> words.getBody();
        case LiteralTree code -> "`" + code.getBody().getBody().strip() + "`";
        case LinkTree link ->
            link.getLabel().isEmpty() ? link.getReference().getSignature() : text(link.getLabel());
        case EntityTree entity -> "&" + entity.getName() + ";";
        case StartElementTree element -> element.getName().contentEquals("p") ? "\u2029" : "";
        default -> "";
      };
    }
  }
}
