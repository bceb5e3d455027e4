import {
  chmodSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { getErrorMessage } from "./message-of";

/** The text of a file. Out: undefined where it cannot be read, or is no text in UTF-8 */
export function readTextFile(file: string): string | undefined {
  try {
    const bytes = readFileSync(file);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Puts a text in a file's place, whole or not at all: it is written beside the file first. Links are
 * followed, and permissions stay.
 *
 * Out: why it could not be written; undefined where it was
 */
export function replaceFile(file: string, text: string): string | undefined {
  try {
    const target = realpathSync(file);
    const beside = `${target}.${process.pid}.new`;
    try {
      writeFileSync(beside, text);
      chmodSync(beside, statSync(target).mode);
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    return undefined;
  } catch (error) {
    return `cannot write ${file}: ${getErrorMessage(error)}`;
  }
}
