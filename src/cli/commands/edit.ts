import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import { createCalendarFileReader } from "../../config/calendars";
import { type EpochMinute, toInstant } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  compileSource,
  findStackFile,
  getErrorMessage,
  loadStack,
  printJson,
  readTextFile,
  type RegisterCommand,
  replaceFile,
  type StackFile,
  type StackOptions,
  throwUserError,
} from "../context";
import {
  bundleScript,
  createEditStart,
  type EditContext,
  type EditedFile,
  type EditServer,
  renderEditPage,
  startEditServer,
} from "../editor";

/** What opens an address on each system; elsewhere the desktop's own command. */
const openCommands: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address in the user's browser. Where there is none, nothing happens: the address was printed. */
export function openInBrowser(url: string): void {
  const [command, ...words] = openCommands[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...words, url], { detached: true, stdio: "ignore" });
  opener.on("error", () => undefined);
  opener.unref();
}

/** Waits for Ctrl-C, or for whoever started the command to end it. */
export function waitUntilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.off("SIGINT", end).off("SIGTERM", end);
      resolve();
    };
    process.on("SIGINT", end).on("SIGTERM", end);
  });
}

interface EditOptions extends StackOptions {
  readonly port?: number;
  readonly open: boolean;
}

/** `timetable edit`: a page on this machine on which windows are dragged and saved. */
export const registerEdit: RegisterCommand = (program, io) => {
  const command = program
    .command("edit")
    .description("A page in your browser on which windows are dragged, checked and saved.");
  addStackOptions(command)
    .option(
      "-p, --port <number>",
      "the port to listen on (default: one that is free)",
      parsePortOption,
    )
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
      throwIfNoWindows(file, createEditContext(file, options, options.now ?? io.now), io);
      const server = await serveStackFile(file, options, io);
      printAddress(server.url, stack.shown, options, io);
      await waitUntilInterrupted();
      await server.close();
      if (options.json !== true) io.err("ended");
    });
};

function parsePortOption(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("It is not a port: a number from 1 to 65535.");
}

function createEditContext(file: StackFile, options: StackOptions, now: EpochMinute): EditContext {
  const { fullPath, shown } = file;
  const readCalendar = createCalendarFileReader(path.dirname(fullPath));
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
function throwIfNoWindows(file: StackFile, surroundings: EditContext, io: CliContext): void {
  const { endpoint, shown } = surroundings;
  const text = readTextFile(file.fullPath);
  if (text === undefined) throwUserError(io, `${shown} is no text in UTF-8`);
  if (Object.keys(createEditStart(text, surroundings).windows).length > 0) return;
  throwUserError(
    io,
    endpoint === undefined
      ? `no endpoint of ${shown} has a timetable that can be read`
      : `the endpoint "${endpoint}" of ${shown} has no timetable that can be read`,
    "windows are what is edited: the raw form, schedules, has none",
    `see npm run timetable -- check --file ${shown}`,
  );
}

async function serveStackFile(
  file: StackFile,
  options: EditOptions,
  io: CliContext,
): Promise<EditServer> {
  const script = await bundleScript(
    path.join(__dirname, "..", "editor", "browser", "main"),
    (module) => readFileSync(`${module}.ts`, "utf8"),
  );
  const edited: EditedFile = {
    read: () => readTextFile(file.fullPath),
    write: (text) => replaceFile(file.fullPath, text),
    createContext: () => createEditContext(file, options, options.now ?? toInstant(new Date())),
  };
  try {
    return await startEditServer({
      file: edited,
      port: options.port ?? 0,
      token: randomBytes(24).toString("base64url"),
      nonce: () => randomBytes(16).toString("base64url"),
      page: (nonce) => renderEditPage({ title: file.shown, nonce, script }),
    });
  } catch (error) {
    return throwUserError(
      io,
      `cannot listen on port ${options.port ?? 0}: ${getErrorMessage(error)}`,
      "leave --port out to take one that is free",
    );
  }
}

function printAddress(url: string, shown: string, options: EditOptions, io: CliContext): void {
  if (options.json === true) {
    printJson({ url, file: shown }, io);
    return;
  }
  io.out(`${shown} is edited at ${url}`);
  io.err("Ctrl-C ends it");
  if (options.open && io.isTerminal) openInBrowser(url);
}
