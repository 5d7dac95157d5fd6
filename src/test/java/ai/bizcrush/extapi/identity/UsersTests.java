package ai.bizcrush.extapi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class UsersTests {

  private static final EmailAddress ANN = new EmailAddress("ann@example.org");
  private static final EmailAddress ANN_AT_WORK = new EmailAddress("ann@work.example");

  private final Replica replica = Replica.on(TestDatabase.create());
  private final Users users = replica.users();

  @AfterEach
  void close() {
    replica.close();
  }

  @Test
  void aUserIsFoundByIdAndByEachVerifiedAddress() {
    User ann = users.create(new Name("Ann"), null);
    users.addVerifiedEmail(ann.id(), ANN);
    users.addVerifiedEmail(ann.id(), ANN_AT_WORK);

    assertThat(users.find(ann.id())).contains(ann);
    assertThat(users.findByEmail(ANN)).contains(ann);
    assertThat(users.findByEmail(ANN_AT_WORK)).contains(ann);
    assertThat(users.emails(ann.id())).containsExactly(ANN, ANN_AT_WORK);
  }

  @Test
  void nobodyIsFoundByWhatIsUnknown() {
    users.create(new Name("Ann"), null);

    assertThat(users.find(UserId.random())).isEmpty();
    assertThat(users.findByEmail(ANN)).isEmpty();
  }

  @Test
  void itIsKnownWhetherThereIsAnybody() {
    assertThat(users.isEmpty()).isTrue();

    users.create(new Name("Ann"), null);

    assertThat(users.isEmpty()).isFalse();
  }

  @Test
  void anAddressBelongsToOneUser() {
    User ann = users.create(new Name("Ann"), null);
    User bob = users.create(new Name("Bob"), null);
    users.addVerifiedEmail(ann.id(), ANN);

    assertThatExceptionOfType(EmailInUse.class)
        .isThrownBy(() -> users.addVerifiedEmail(bob.id(), ANN))
        .withMessageNotContaining("ann")
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    assertThat(users.findByEmail(ANN)).contains(ann);
  }

  @Test
  void aVerifiedAddressIsAnnouncedOnceInsideItsTransaction() {
    var announced = new CopyOnWriteArrayList<Object>();
    ApplicationEventPublisher events =
        event -> {
          assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
          announced.add(event);
        };
    var listened = new Users(replica.jdbc(), replica.get(Clock.class), events);
    User ann = listened.create(new Name("Ann"), null);
    var transaction = new TransactionTemplate(replica.get(PlatformTransactionManager.class));

    transaction.executeWithoutResult(status -> listened.addVerifiedEmail(ann.id(), ANN));
    transaction.executeWithoutResult(status -> listened.addVerifiedEmail(ann.id(), ANN));

    assertThat(announced).isEqualTo(List.of(new EmailVerified(ann.id(), ANN)));
  }

  @Test
  void aPasswordIsStoredAsItsHash() {
    User ann = users.create(new Name("Ann"), new PasswordHash("{bcrypt}$2a$10$abc"));

    assertThat(
            replica
                .jdbc()
                .sql("select password_hash from app_user where id = ?")
                .param(ann.id().value())
                .query(String.class)
                .single())
        .isEqualTo("{bcrypt}$2a$10$abc");
  }
}
