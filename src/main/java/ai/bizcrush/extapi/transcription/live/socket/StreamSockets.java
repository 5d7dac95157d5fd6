package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.transcription.live.LiveStreams;
import ai.bizcrush.extapi.transcription.live.wire.ConfigReader;
import ai.bizcrush.extapi.web.ConnectionExtension;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.ChannelHandler;
import org.springframework.stereotype.Component;

/** What the connections of all streams share. */
@Component
record StreamSockets(
    LiveStreams streams,
    ConfigReader configs,
    Door door,
    Guests guests,
    Places places,
    OpenStreams open,
    SocketMeters meters,
    ObservationRegistry observations,
    StreamLimits limits,
    ClientSettings settings)
    implements ConnectionExtension {

  @Override
  public ChannelHandler newHandler() {
    return new StreamTakeover(visit -> new StreamHandler(this, visit));
  }
}
