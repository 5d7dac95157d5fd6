package ai.bizcrush.extapi.site;

import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.RequestId;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers broken HTTP in the shape of every other error; made by Tomcat, by its name. */
public final class RefusalValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400 || response.getContentWritten() > 0) {
      return;
    }
    boolean ours = response.getStatus() >= 500;
    var code = ours ? ErrorCode.INTERNAL : ErrorCode.INVALID_ARGUMENT;
    String error = ours ? "Internal server error" : "Bad Request";
    try {
      response.setContentType("application/json");
      response.setHeader(RequestId.HEADER, RequestId.from(request.getHeader(RequestId.HEADER)));
      response
          .getReporter()
          .write(
              "{\"success\":false,\"error\":\"" + error + "\",\"code\":\"" + code.name() + "\"}");
    } catch (IOException | IllegalStateException e) {
      // the client is gone, or has its answer
    }
  }
}
