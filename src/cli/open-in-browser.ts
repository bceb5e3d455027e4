import { spawn } from "node:child_process";

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
