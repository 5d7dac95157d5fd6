package ai.bizcrush.extapi.transcription.live.session;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Live streams.
 *
 * @param memory audio of all streams of this replica that is held in memory until it is stored as
 *     text; more goes to disk
 * @param disk audio of all streams of this replica that is held on disk, with what waits there to
 *     be transcribed as recordings; beyond it clients are not read from
 * @param mostKept audio of one stream that is held before its client is not read from
 * @param longestBacklog audio that engines hear again live after one of them was lost; more is
 *     transcribed as a recording
 * @param finishAfter without audio, after which engines are asked for finals
 * @param idle without audio or a sign of life, after which a stream ends
 * @param grace for a client with acks to come back before its last words are finished
 */
@Validated
@ConfigurationProperties("extapi.stt.live")
record LiveStreamSettings(
    @NotNull @DefaultValue("256MB") DataSize memory,
    @NotNull @DefaultValue("4GB") DataSize disk,
    @DurationMin(seconds = 30) @DefaultValue("5m") Duration mostKept,
    @DurationMin(seconds = 2) @DefaultValue("10s") Duration longestBacklog,
    @DurationMin(millis = 100) @DefaultValue("1s") Duration finishAfter,
    @DurationMin(seconds = 1) @DefaultValue("10m") Duration idle,
    @DurationMin(millis = 0) @DefaultValue("10s") Duration grace) {

  StreamRules rules() {
    return new StreamRules(
        finishAfter,
        idle,
        StreamRules.STANDARD.endWithin(),
        StreamRules.STANDARD.endAtMost(),
        StreamRules.STANDARD.stopWithin(),
        StreamRules.STANDARD.dismissWithin(),
        grace,
        longestBacklog,
        StreamRules.STANDARD.mostAhead(),
        mostKept,
        unheard());
  }

  /** Silence must be let go before a stream has kept so much of it that its client has to wait. */
  private Duration unheard() {
    Duration standard = StreamRules.STANDARD.unheard();
    Duration half = mostKept.dividedBy(2);
    return half.compareTo(standard) < 0 ? half : standard;
  }
}
