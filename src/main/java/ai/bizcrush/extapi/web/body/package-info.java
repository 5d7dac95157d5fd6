/** Request bodies: JSON, protobuf, and files spooled to disk. */
@NullMarked
package ai.bizcrush.extapi.web.body;

import org.jspecify.annotations.NullMarked;
