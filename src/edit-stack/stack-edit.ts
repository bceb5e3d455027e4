import type { PathKey } from "../config/path-text";

/** Puts a value at a place, or takes away what is there. */
export interface ValueEdit {
  readonly path: readonly PathKey[];
  readonly value?: unknown;
}

/** Gives an entry of a map another name. */
export interface RenameEdit {
  readonly path: readonly PathKey[];
  readonly renameTo: string;
}

/**
 * One change of a stack file.
 *
 * `path`:     as problems have it, without the program's prefix: `["endpoints", "a", "timetable", "override"]`;
 *             a number is a position in a list, and the list's length stands for a new last entry
 * `value`:    plain JSON that is to be there; absent to remove what is there
 * `renameTo`: the entry's new name; its value, its place and its comments stay
 */
export type StackEdit = ValueEdit | RenameEdit;
