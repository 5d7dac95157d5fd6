/** Stretches of live audio that no engine heard in time, transcribed as recordings afterwards. */
@NullMarked
package ai.bizcrush.extapi.transcription.live.repair;

import org.jspecify.annotations.NullMarked;
