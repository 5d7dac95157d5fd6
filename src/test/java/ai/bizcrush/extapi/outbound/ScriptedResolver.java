package ai.bizcrush.extapi.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Name service under a test's control: a queue of answers for each name, the last one stays. */
final class ScriptedResolver implements HostResolver {

  private final Map<String, Queue<List<InetAddress>>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** The next answer for a name. */
  ScriptedResolver answers(String host, String... addresses) {
    answers
        .computeIfAbsent(host, _ -> new ArrayDeque<>())
        .add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    return this;
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.add(host);
    Queue<List<InetAddress>> left = answers.get(host);
    if (left == null) {
      throw new UnknownHostException(host);
    }
    return left.size() > 1 ? left.remove() : left.element();
  }

  List<String> asked() {
    return asked;
  }
}
