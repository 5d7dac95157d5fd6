package ai.bizcrush.extapi.media;

import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of ffmpeg.
 *
 * @param arguments its arguments
 * @param input what its standard input is
 * @param output where its standard output goes
 * @param log where its standard error goes, which may quote the input
 * @param limits what it may use
 */
record FfmpegJob(
    List<String> arguments, Redirect input, Redirect output, Redirect log, ProcessLimits limits) {

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
    command.add(home.ffmpeg().toString());
    command.addAll(arguments);
    return command;
  }
}
