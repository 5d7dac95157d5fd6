package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.ErrorBody;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Anonymous;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What a request for the stream is told that is no handshake, or not a complete one. */
@RestController
class StreamController {

  private static final String PROTOCOL = "websocket";
  private static final String VERSION_HEADER = "Sec-WebSocket-Version";

  /** 426 without an upgrade or for another version of the protocol; 400 for what is malformed. */
  @Anonymous
  @GetMapping("/v1/stt/stream")
  ResponseEntity<ErrorBody> refuse(@RequestHeader HttpHeaders headers) {
    boolean upgrade =
        headers.getOrEmpty(HttpHeaders.UPGRADE).stream()
            .anyMatch(value -> value.strip().equalsIgnoreCase(PROTOCOL));
    String version = headers.getFirst(VERSION_HEADER);
    if (upgrade && (version == null || version.equals(Handshake.VERSION))) {
      return ResponseEntity.badRequest()
          .body(ErrorBody.of(ErrorCode.INVALID_ARGUMENT, "Invalid WebSocket handshake"));
    }
    return ResponseEntity.status(HttpStatus.UPGRADE_REQUIRED)
        .header(HttpHeaders.UPGRADE, PROTOCOL)
        .header(VERSION_HEADER, Handshake.VERSION)
        .body(
            ErrorBody.of(
                ErrorCode.UPGRADE_REQUIRED,
                upgrade ? "Unsupported WebSocket version" : "Upgrade required"));
  }
}
