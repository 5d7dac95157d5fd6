package ai.bizcrush.extapi.provider.embedded.turns;

/**
 * What one speaker says without a pause, short enough for the recogniser.
 *
 * @param speech from the first to the last sound
 * @param heard what the recogniser is to hear: a little silence around it, where there is some
 */
public record Turn(int speaker, Stretch speech, Stretch heard) {}
