package ai.bizcrush.extapi.engine.socket;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * WebSockets to engines.
 *
 * @param connectTimeout until the TCP connection stands
 * @param handshakeTimeout from there until the WebSocket is open, and for the engine's answer when
 *     it is closed
 * @param pingAfter an engine that was silent for so long is pinged
 * @param lostAfter an engine that was silent for so long, and did not answer pings either, counts
 *     as lost
 * @param maxMessage the longest message that is read
 * @param sslBundle the bundle ({@code spring.ssl.bundle}) whose trust store replaces the JDK's
 */
@ConfigurationProperties("extapi.engine-sockets")
record SocketSettings(
    @DurationMin(millis = 1) @DefaultValue("2s") Duration connectTimeout,
    @DurationMin(millis = 1) @DefaultValue("10s") Duration handshakeTimeout,
    @DurationMin(millis = 1) @DefaultValue("5s") Duration pingAfter,
    @DurationMin(millis = 1) @DefaultValue("15s") Duration lostAfter,
    @DefaultValue("16MB") DataSize maxMessage,
    @Nullable String sslBundle) {}
