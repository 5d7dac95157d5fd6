/**
 * PostgreSQL, embedded when none is configured, and the durable jobs that run on it.
 *
 * <p><b>Tables.</b> A module's migrations are {@code
 * db/migration/<module>/V<yyyyMMddHHmm>__<module>_<what>.sql}. All modules share one history, in
 * which a migration may land after younger ones of other modules: it must not lean on their tables.
 * No two migrations have the same minute, whatever their modules.
 *
 * <p><b>Statements.</b> The pool waits 1 s for a connection, the server ends a statement after 5 s
 * and a wait for a lock after 2 s. Work that needs longer is a job that goes in steps. {@link
 * ai.bizcrush.extapi.database.TransactionRetries} repeats idempotent work that lost against another
 * transaction.
 *
 * <p><b>Durable jobs</b> are db-scheduler tasks. A module declares each as a bean and schedules
 * instances of it in the transaction that needs the effect: the job exists exactly if that
 * transaction commits, runs on any replica, and runs again if the replica dies, so it must be
 * idempotent. Job data is a small record, stored as JSON: fields may be added to it, not renamed.
 *
 * {@snippet :
 * static final TaskDescriptor<Meeting> SUMMARIZE =
 *     TaskDescriptor.of("meetings.summarize", Meeting.class);
 *
 * record Meeting(String id) {}
 *
 * @Bean
 * Task<Meeting> summarize(JobRetries retries, Summaries summaries) {
 *   return Tasks.oneTime(SUMMARIZE)
 *       .onFailure(retries.standard())
 *       .onDeadExecution(retries.standard())
 *       .execute((job, context) -> summaries.write(job.getData().id()));
 * }
 *
 * @Bean
 * Task<Void> expireTokens(Tokens tokens) {
 *   return Tasks.recurring("identity.expire-tokens", FixedDelay.ofMinutes(5))
 *       .execute((job, context) -> tokens.deleteExpired());
 * }
 *
 * // one job an instance id: scheduling it twice is scheduling it once
 * scheduler.scheduleIfNotExists(SUMMARIZE.instance(id).data(new Meeting(id)).scheduledTo(now));
 * }
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
