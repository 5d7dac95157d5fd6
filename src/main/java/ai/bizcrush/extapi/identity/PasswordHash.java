package ai.bizcrush.extapi.identity;

/**
 * A password as it is stored: what the application's {@code PasswordEncoder} returns, its algorithm
 * in front ({@code {bcrypt}$2a$10$...}).
 */
public record PasswordHash(String encoded) {

  /** Keeps the hash out of logs and exception messages. */
  @Override
  public String toString() {
    return "PasswordHash[***]";
  }
}
