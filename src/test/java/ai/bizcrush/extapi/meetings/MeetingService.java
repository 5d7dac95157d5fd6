package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.web.Http;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole service, with as many users as a test likes. */
public abstract class MeetingService extends WholeService {

  @Autowired protected Users users;
  @Autowired protected ApiKeys keys;
  @Autowired protected JdbcClient jdbc;

  /** Somebody with a key and an address that nobody else has. */
  public record Person(UserId id, String address, String key) {

    public String email() {
      return "em:" + address;
    }

    public Caller caller() {
      return new Caller(id, "key");
    }
  }

  protected Person person(String name) {
    var someone = unverified(name);
    verify(someone);
    return someone;
  }

  /** Somebody whose address is not proven to be theirs. */
  protected Person unverified(String name) {
    UserId id = users.create(new Name(name), null).id();
    String key = keys.create(id, new Name("test")).secret();
    return new Person(id, id.value().toLowerCase(Locale.ROOT) + "@example.net", key);
  }

  protected void verify(Person someone) {
    users.addVerifiedEmail(someone.id(), new EmailAddress(someone.address()));
  }

  /** What a request that succeeds is answered. */
  protected JsonNode call(Person who, String endpoint, String json) throws Exception {
    var reply = http.post("/v1/" + endpoint, who.key(), json);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Http.json(reply);
  }

  protected void refused(
      Person who, String endpoint, String json, int status, String code, String error)
      throws Exception {
    assertError(post(who, endpoint, json), status, code, error);
  }

  protected HttpResponse<String> post(Person who, String endpoint, String json) throws Exception {
    return http.post("/v1/" + endpoint, who.key(), json);
  }

  /** Creates a meeting with some participants. */
  protected String meeting(Person host, String... participants) throws Exception {
    return call(host, "create-meeting", "{\"participant_ids\":" + array(participants) + "}")
        .get("meeting")
        .get("id")
        .stringValue();
  }

  protected static String array(String... texts) {
    return Http.JSON.writeValueAsString(texts);
  }

  protected static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList();
  }

  /** The participants as somebody who lists their meetings sees them. */
  protected List<String> participants(Person who, String meeting) throws Exception {
    return texts(find(who, meeting).get("participant_ids"));
  }

  protected JsonNode find(Person who, String meeting) throws Exception {
    for (JsonNode found : call(who, "get-meetings", "{}").get("meetings")) {
      if (found.get("id").stringValue().equals(meeting)) {
        return found;
      }
    }
    throw new AssertionError("not listed");
  }
}
