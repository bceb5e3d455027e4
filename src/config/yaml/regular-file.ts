import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from "node:fs";
import path from "node:path";

/** Larger than any list of scheduled actions. */
export const maxFileBytes = 16 * 1024 * 1024;

/** Larger than any stack file or calendar: reading takes some seconds. */
export const maxYamlBytes = 1024 * 1024;

/** The bytes of a file, or a clause on why it cannot be read. */
type FileRead = { readonly bytes: Buffer } | { readonly reason: string };

/**
 * Reads a regular file. Anything else, such as a pipe or a device, may have no end.
 * @param maxBytes larger files are refused
 */
export function readRegularFile(file: string, maxBytes = maxFileBytes): FileRead {
  let open: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    open = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(open);
    if (stat.isDirectory()) return { reason: "it is a folder" };
    if (!stat.isFile()) return { reason: "it is not a regular file" };
    return readUpTo(open, stat.size, maxBytes);
  } catch (error) {
    return { reason: explainFileFailure(error) };
  } finally {
    if (open !== undefined) closeSync(open);
  }
}

/** Trusts no size: files in /proc have 0. */
function readUpTo(open: number, size: number, maxBytes: number): FileRead {
  const tooLarge = { reason: `it is larger than ${formatBytes(maxBytes)}` };
  if (size > maxBytes) return tooLarge;
  const chunks: Buffer[] = [];
  for (let read = 0; ;) {
    const chunk = Buffer.alloc(Math.max(4096, size - read + 1));
    const count = readSync(open, chunk);
    if (count === 0) return { bytes: Buffer.concat(chunks) };
    read += count;
    if (read > maxBytes) return tooLarge;
    chunks.push(chunk.subarray(0, count));
  }
}

/** Reads a regular file of UTF-8 text; undefined if that is not possible. */
export function readTextFile(file: string): string | undefined {
  const read = readRegularFile(file);
  return "bytes" in read ? decodeUtf8(read.bytes) : undefined;
}

/** Decodes a file's bytes; undefined if they are not UTF-8 text. Keeps a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const notTextReason = "it is not UTF-8 text";

function formatBytes(bytes: number): string {
  return bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2} MiB` : `${bytes} bytes`;
}

const failureReasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  ERR_INVALID_ARG_VALUE: "no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  EDQUOT: "no space is left",
  ELOOP: "its links form a loop",
  ENAMETOOLONG: "the name is too long",
  ENXIO: "it is not a regular file",
};

/** Explains why the system refuses a file, as a clause. */
export function explainFileFailure(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  return failureReasons[code] ?? `the system reports ${code}`;
}

/**
 * Finds a file that must be inside a folder after its links are followed.
 * @returns its path without links; undefined if it is outside. The file may be missing.
 */
export function findFileInside(folder: string, file: string): string | undefined {
  const [root, real] = [resolveLinks(path.resolve(folder)), resolveLinks(path.resolve(folder, file))];
  if (root === undefined || real === undefined) return undefined;
  const [first] = path.relative(root, real).split(path.sep);
  return first === "" || first === ".." || path.isAbsolute(path.relative(root, real)) ? undefined : real;
}

/** Follows the links of a path that may be missing at its end; undefined for a link that leads nowhere. */
function resolveLinks(full: string): string | undefined {
  try {
    return realpathSync(full);
  } catch {
    if (full === path.dirname(full) || isPresent(full)) return undefined;
    const parent = resolveLinks(path.dirname(full));
    return parent && path.join(parent, path.basename(full));
  }
}

function isPresent(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
