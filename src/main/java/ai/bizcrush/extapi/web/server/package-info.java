/** What is settled before a request reaches a controller: ids, CORS, bad HTTP. */
@NullMarked
package ai.bizcrush.extapi.web.server;

import org.jspecify.annotations.NullMarked;
