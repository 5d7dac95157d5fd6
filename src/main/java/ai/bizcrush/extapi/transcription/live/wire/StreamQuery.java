package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.transcription.live.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the URL of a stream asks for. Nothing in it is ever refused: what cannot be understood is as
 * if it were absent.
 *
 * @param json whether replies are JSON text frames ({@code format=json}); otherwise they are
 *     protobuf
 * @param languages null when there are no hints
 * @param reduceNoise whether noise is to be removed
 * @param diarization whether speakers are to be told apart
 */
public record StreamQuery(
    boolean json,
    @Nullable LanguageHints languages,
    boolean reduceNoise,
    boolean diarization,
    Set<Feature> features) {

  public StreamQuery {
    features = Set.copyOf(features);
  }

  /** Reads decoded query parameters. Lists may be repeated, comma-separated, or both. */
  public static StreamQuery of(Map<String, List<String>> parameters) {
    List<String> hints = list(parameters, "language_hints");
    if (hints.isEmpty()) {
      hints = list(parameters, "language_hint");
    }
    return new StreamQuery(
        last(parameters, "format").equals("json"),
        hints.isEmpty() ? null : LanguageHints.of(hints),
        isSet(parameters, "reduce_noise"),
        isSet(parameters, "enable_diarization"),
        features(list(parameters, "features")));
  }

  /** The values of a list whose elements may themselves be comma-separated. */
  static List<String> split(List<String> values) {
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** The features that are known, in any case. */
  static Set<Feature> features(List<String> names) {
    var features = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (names.stream().anyMatch(feature.name()::equalsIgnoreCase)) {
        features.add(feature);
      }
    }
    return features;
  }

  private static List<String> list(Map<String, List<String>> parameters, String name) {
    return split(parameters.getOrDefault(name, List.of()));
  }

  private static boolean isSet(Map<String, List<String>> parameters, String name) {
    String value = last(parameters, name);
    return value.equals("true") || value.equals("1");
  }

  private static String last(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getLast().strip().toLowerCase(Locale.ROOT);
  }
}
