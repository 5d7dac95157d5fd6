package ai.bizcrush.extapi.engine;

/**
 * What a route has to say.
 *
 * @param transcript checked: in order of time, inside the recording, with base languages
 * @param engine the name of the engine that answered, as in {@code extapi.providers}
 */
public record RouteResult(Transcript transcript, String engine) {}
