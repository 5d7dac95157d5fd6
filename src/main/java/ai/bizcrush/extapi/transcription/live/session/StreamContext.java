package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.live.LiveRoute;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all streams of a replica share.
 *
 * @param blocking runs what may block
 * @param random 0 to 1
 * @param nanoTime of {@link System#nanoTime}
 */
record StreamContext(
    LiveRoute route,
    LiveJournal journal,
    RecordedMeetings meetings,
    RingStore rings,
    GapRepairs repairs,
    Executor blocking,
    DoubleSupplier random,
    LongSupplier nanoTime,
    StreamMeters meters,
    StreamRules rules) {}
