/** Live audio by the Realtime API, in its transcription mode. */
@NullMarked
package ai.bizcrush.extapi.provider.openai.live;

import org.jspecify.annotations.NullMarked;
