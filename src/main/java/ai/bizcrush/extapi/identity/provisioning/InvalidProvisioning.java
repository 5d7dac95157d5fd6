package ai.bizcrush.extapi.identity.provisioning;

/** A setting below {@code extapi.provisioning} is not usable. Names the property, never a value. */
class InvalidProvisioning extends RuntimeException {

  private final String property;
  private final String reason;

  InvalidProvisioning(String property, String reason) {
    super(property + " " + reason);
    this.property = property;
    this.reason = reason;
  }

  String property() {
    return property;
  }

  String reason() {
    return reason;
  }
}
