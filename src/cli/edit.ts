import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import { calendarFilesIn } from "../config/calendar-files-in";
import { editPage } from "../edit/edit-page";
import { type EditedFile, type EditServer, startEditServer } from "../edit/edit-server";
import { editStart, type EditSurroundings } from "../edit/edited-stack";
import { scriptBundle } from "../edit/script-bundle";
import { type EpochMinute, toInstant } from "../time/instant";
import type { RegisterCommand } from "./commands";
import { compileSource } from "./compile-source";
import { findStackFile, type StackFile } from "./find-stack-file";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadStack } from "./load-stack";
import { messageOf } from "./message-of";
import { openInBrowser } from "./open-in-browser";
import { type StackOptions, withStackOptions } from "./stack-options";
import { replaceOnDisk, textOnDisk } from "./text-on-disk";
import { untilInterrupted } from "./until-interrupted";
import { usageError } from "./usage-error";

interface EditOptions extends StackOptions {
  readonly port?: number;
  readonly open: boolean;
}

/** `timetable edit`: a page on this machine on which windows are dragged and saved. */
export const registerEdit: RegisterCommand = (program, io) => {
  const command = program
    .command("edit")
    .description("A page in your browser on which windows are dragged, checked and saved.");
  withStackOptions(command)
    .option("-p, --port <number>", "the port to listen on (default: one that is free)", portOption)
    .option("--no-open", "only print the page's address")
    .addHelpText(
      "after",
      [
        "",
        "The page is served to this machine alone, until Ctrl-C. Nothing is written before Save.",
        "With --json the address is printed as JSON, and no browser is opened.",
        "",
        "Examples:",
        "  npm run timetable -- edit --stack dev",
        "  npm run timetable -- edit --stack prod --endpoint sentiment --port 8080 --no-open",
      ].join("\n"),
    )
    .action(async (options: EditOptions) => {
      const stack = loadStack(options, io);
      const file = findStackFile(options, io);
      needsWindows(file, surroundingsOf(file, options, options.now ?? io.now), io);
      const server = await served(file, options, io);
      tell(server.url, stack.shown, options, io);
      await untilInterrupted();
      await server.close();
      if (options.json !== true) io.err("ended");
    });
};

function portOption(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("It is not a port: a number from 1 to 65535.");
}

function surroundingsOf(
  file: StackFile,
  options: StackOptions,
  now: EpochMinute,
): EditSurroundings {
  const { fullPath, shown } = file;
  const readCalendar = calendarFilesIn(path.dirname(fullPath));
  const { endpoint } = options;
  return {
    shown,
    ...(endpoint === undefined ? {} : { endpoint }),
    compile: (text) =>
      compileSource({ shown, bytes: new TextEncoder().encode(text), readCalendar }, now),
    now,
  };
}

/** A file that cannot be read as YAML, or holds only the raw form, has nothing to drag. */
function needsWindows(file: StackFile, surroundings: EditSurroundings, io: Io): void {
  const { endpoint, shown } = surroundings;
  const text = textOnDisk(file.fullPath);
  if (text === undefined) usageError(io, `${shown} is no text in UTF-8`);
  if (Object.keys(editStart(text, surroundings).windows).length > 0) return;
  usageError(
    io,
    endpoint === undefined
      ? `no endpoint of ${shown} has a timetable that can be read`
      : `the endpoint "${endpoint}" of ${shown} has no timetable that can be read`,
    "windows are what is edited: the raw form, schedules, has none",
    `see npm run timetable -- check --file ${shown}`,
  );
}

async function served(file: StackFile, options: EditOptions, io: Io): Promise<EditServer> {
  const script = await scriptBundle(path.join(__dirname, "..", "edit-browser", "main"), (module) =>
    readFileSync(`${module}.ts`, "utf8"),
  );
  const edited: EditedFile = {
    read: () => textOnDisk(file.fullPath),
    write: (text) => replaceOnDisk(file.fullPath, text),
    surroundings: () => surroundingsOf(file, options, options.now ?? toInstant(new Date())),
  };
  try {
    return await startEditServer({
      file: edited,
      port: options.port ?? 0,
      token: randomBytes(24).toString("base64url"),
      nonce: () => randomBytes(16).toString("base64url"),
      page: (nonce) => editPage({ title: file.shown, nonce, script }),
    });
  } catch (error) {
    return usageError(
      io,
      `cannot listen on port ${options.port ?? 0}: ${messageOf(error)}`,
      "leave --port out to take one that is free",
    );
  }
}

function tell(url: string, shown: string, options: EditOptions, io: Io): void {
  if (options.json === true) {
    printJson({ url, file: shown }, io);
    return;
  }
  io.out(`${shown} is edited at ${url}`);
  io.err("Ctrl-C ends it");
  if (options.open && io.isTerminal) openInBrowser(url);
}
