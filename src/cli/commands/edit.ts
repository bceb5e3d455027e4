import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { InvalidArgumentError } from "commander";
import { readTextFile } from "../../config/yaml";
import { type EpochMinute, toInstant } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  compileSource,
  findStackFile,
  getErrorMessage,
  loadStack,
  printJson,
  type RegisterCommand,
  replaceFile,
  type StackFile,
  type StackOptions,
  throwUserError,
  toStackSource,
} from "../context";
import {
  bundlePageScript,
  createEditStart,
  type EditContext,
  type EditedFile,
  type EditServer,
  renderEditPage,
  startEditServer,
} from "../editor";

/** By platform; xdg-open elsewhere. */
const openCommands: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address in the browser; ignores failures, as the address is printed too. */
function openInBrowser(url: string): void {
  const [command, ...words] = openCommands[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...words, url], { detached: true, stdio: "ignore" });
  opener.on("error", () => undefined);
  opener.unref();
}

function waitUntilInterrupted(): Promise<void> {
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

export const registerEdit: RegisterCommand = (program, io) => {
  const command = program
    .command("edit")
    .description("Opens a page in your browser on which you drag, check and save windows.");
  addStackOptions(command)
    .option("-p, --port <number>", "the port to listen on (default: a free port)", parsePortOption)
    .option("--no-open", "only print the address of the page")
    .addHelpText(
      "after",
      [
        "",
        "Only this machine can open the page, until Ctrl-C. Only Save writes to the file.",
        "With --json, prints the address as JSON and opens no browser.",
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
      if (options.json !== true) io.err("stopped");
    });
};

function parsePortOption(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("It is not a port number from 1 to 65535.");
}

function createEditContext(file: StackFile, options: StackOptions, now: EpochMinute): EditContext {
  const { shown, project } = file;
  const { endpoint } = options;
  return {
    shown,
    project,
    ...(endpoint === undefined ? {} : { endpoint }),
    compile: (text) => compileSource(toStackSource(file, new TextEncoder().encode(text)), now),
    now,
  };
}

/** Unreadable YAML and the raw form have no windows to edit. */
function throwIfNoWindows(file: StackFile, context: EditContext, io: CliContext): void {
  const { endpoint, shown } = context;
  const text = readTextFile(file.fullPath);
  if (text === undefined) throwUserError(io, `${shown} is not UTF-8 text`);
  if (Object.keys(createEditStart(text, context).windows).length > 0) return;
  throwUserError(
    io,
    endpoint === undefined
      ? `no endpoint in ${shown} has a readable timetable`
      : `the endpoint "${endpoint}" in ${shown} has no readable timetable`,
    "the page edits windows; the raw form, schedules, has none",
    `for details, run npm run timetable -- check --file ${shown}`,
  );
}

async function serveStackFile(file: StackFile, options: EditOptions, io: CliContext): Promise<EditServer> {
  const script = await bundlePageScript();
  const edited: EditedFile = {
    read: () => readTextFile(file.fullPath),
    write: (text) => {
      const failed = replaceFile(file.fullPath, text);
      return failed === undefined ? undefined : `cannot write ${file.shown}: ${failed}`;
    },
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
      "omit --port to use a free port",
    );
  }
}

function printAddress(url: string, shown: string, options: EditOptions, io: CliContext): void {
  if (options.json === true) {
    printJson({ url, file: shown }, io);
    return;
  }
  io.out(`edit ${shown} at ${url}`);
  io.err("press Ctrl-C to stop");
  if (options.open && io.isTerminal) openInBrowser(url);
}
