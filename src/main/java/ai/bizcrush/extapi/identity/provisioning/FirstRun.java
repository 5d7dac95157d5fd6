package ai.bizcrush.extapi.identity.provisioning;

/** What the first start tells its operator, once. */
record FirstRun(String email, String password, String apiKey) {

  private static final String RULE = "# " + "-".repeat(70);

  /**
   * A block that can be pasted into a shell as it is.
   *
   * @param baseUrl of the API, without a slash at its end
   */
  String block(String baseUrl) {
    return """
        %1$s
        # extapi has created a demo user. This is shown only once.
        #   email:    %2$s
        #   password: %3$s
        # A first transcript:
        BASE=%4$s
        KEY=%5$s
        curl -H "Content-Type: audio/wav" --data-binary @samples/hello.wav "$BASE/v1/stt?api_key=$KEY"
        %1$s
        """
        .formatted(RULE, email, password, baseUrl, apiKey);
  }

  /** Keeps the secrets out of logs and exception messages. */
  @Override
  public String toString() {
    return "FirstRun[***]";
  }
}
