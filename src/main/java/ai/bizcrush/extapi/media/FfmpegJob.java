package ai.bizcrush.extapi.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One process to run.
 *
 * @param program which of the two executables
 * @param arguments its arguments
 * @param input what its standard input is: a file, or {@link ProcessBuilder.Redirect#PIPE}
 * @param output the file that its standard output is; made or emptied
 * @param limits what it may use
 */
record FfmpegJob(
    Function<FfmpegHome, Path> program,
    List<String> arguments,
    ProcessBuilder.Redirect input,
    Path output,
    ProcessLimits limits) {

  /**
   * Sets the limits, then becomes the program. Where the machine allows less already, raising fails
   * and the lower limit stays.
   */
  private static final String CAGE =
      "ulimit -c 0; ulimit -f \"$1\"; ulimit -t \"$2\"; ulimit -v \"$3\"; shift 3; exec \"$@\"";

  List<String> command(FfmpegHome home) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", CAGE, "cage"));
    command.add(Long.toString(limits.outputBlocks()));
    command.add(Long.toString(limits.cpuSeconds()));
    command.add(Long.toString(limits.memoryKibibytes()));
    command.add(program.apply(home).toString());
    command.addAll(arguments);
    return command;
  }
}
