package ai.bizcrush.extapi.outbound;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/** A downloaded file, complete and not empty. It belongs to the caller, who deletes it. */
public record Fetched(Path file, DataSize size) {}
