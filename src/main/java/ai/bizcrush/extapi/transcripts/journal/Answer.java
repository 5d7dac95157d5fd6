package ai.bizcrush.extapi.transcripts.journal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Where an entry's outcome is expected. */
record Answer<T>(Executor loop, Consumer<T> done) {}
