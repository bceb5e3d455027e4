#!/usr/bin/env node
import { runCommandLine } from "./commands";
import { createProcessContext } from "./context";

/** A reader such as `head` may close the pipe early: that is not an error. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

endQuietlyOnClosedPipe(process.stdout);
endQuietlyOnClosedPipe(process.stderr);

void runCommandLine(process.argv.slice(2), createProcessContext()).then((exitCode) => {
  process.exitCode = exitCode;
});
