package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.web.Anonymous;
import ai.bizcrush.extapi.web.Reply;
import ai.bizcrush.extapi.web.Upload;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** A method of a controller that clients call with a key, and where they do. */
record Endpoint(String path, String verb, Method method) {

  private static final String ROOT = "/v1/";

  /** All that the service has, in the order of their paths. */
  static List<Endpoint> of(RequestMappingHandlerMapping mapping) {
    return mapping.getHandlerMethods().entrySet().stream()
        .filter(entry -> isOfTheService(entry.getValue().getBeanType()))
        .filter(entry -> !entry.getValue().hasMethodAnnotation(Anonymous.class))
        .flatMap(entry -> of(entry.getKey(), entry.getValue().getMethod()))
        .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::verb))
        .toList();
  }

  private static Stream<Endpoint> of(RequestMappingInfo mapping, Method method) {
    return mapping.getDirectPaths().stream()
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().stream()
                    .map(verb -> new Endpoint(path, verb.name().toLowerCase(Locale.ROOT), method)));
  }

  /** {@code createMeeting} for {@code /v1/create-meeting}. */
  String id() {
    String name = pascal();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  String pascal() {
    return Stream.of(path.substring(ROOT.length()).split("[-/]"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  String packageName() {
    return method.getDeclaringClass().getPackageName();
  }

  String tag() {
    return packageName().substring(packageName().lastIndexOf('.') + 1);
  }

  Class<?> request() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
        .findFirst()
        .orElseThrow()
        .getType();
  }

  boolean takesFiles() {
    return Arrays.stream(request().getRecordComponents())
        .anyMatch(component -> component.getType() == Upload.class);
  }

  List<Parameter> headers() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestHeader.class))
        .toList();
  }

  /** What it replies, by status. */
  SortedMap<Integer, Class<?>> replies() {
    var replies = new TreeMap<Integer, Class<?>>();
    for (Reply reply : method.getAnnotationsByType(Reply.class)) {
      replies.put(reply.status(), reply.value());
    }
    if (replies.isEmpty()) {
      replies.put(200, declaredReply());
    }
    return replies;
  }

  private Class<?> declaredReply() {
    var type = ResolvableType.forMethodReturnType(method);
    var body = type.hasGenerics() ? type.getGeneric(0).resolve() : type.resolve();
    if (body == null || !body.isRecord()) {
      throw new IllegalStateException(method + " needs a @Reply: its signature names no record");
    }
    return body;
  }

  private static boolean isOfTheService(Class<?> type) {
    return type.getProtectionDomain()
        .getCodeSource()
        .equals(ReferenceController.class.getProtectionDomain().getCodeSource());
  }
}
