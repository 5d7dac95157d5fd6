package ai.bizcrush.extapi.web;

import io.netty.channel.ChannelHandler;

/** Declared as a bean, takes part in every connection of the API listener. */
@FunctionalInterface
public interface ConnectionExtension {

  /**
   * A handler for a new connection. It stands behind the HTTP codec and in front of all else that
   * makes HTTP: it sees requests first and replies last, and may take the connection over.
   */
  ChannelHandler newHandler();
}
