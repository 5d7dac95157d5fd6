package ai.bizcrush.extapi.transcription.live.socket;

/** How far a connection is. */
enum ConnectionState {
  /** It is not known yet who the client is. */
  ENTERING,
  OPEN,
  /** A close frame was sent. */
  CLOSING,
  /** The channel is closed. */
  GONE
}
