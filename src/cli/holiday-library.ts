import { readFileSync } from "node:fs";
import type { HolidayLibrary } from "../calendars/holiday-place";
import type { CliContext } from "./io";
import { throwUserError } from "./usage-error";

/** The holiday library and its version, which a calendar file names. */
export interface LoadedHolidayLibrary {
  readonly library: HolidayLibrary;
  readonly version: string;
}

/**
 * Loads the holiday library: large, and needed by one command only.
 *
 * Errors: bad usage where it is not installed, with how to install it
 */
export async function loadHolidayLibrary(io: CliContext): Promise<LoadedHolidayLibrary> {
  try {
    const { default: library } = await import("date-holidays");
    const manifest: unknown = JSON.parse(
      readFileSync(require.resolve("date-holidays/package.json"), "utf8"),
    );
    const { version } = { version: undefined, ...(isObject(manifest) ? manifest : {}) };
    return { library, version: String(version) };
  } catch (error) {
    if (!isObject(error) || !/MODULE_NOT_FOUND$/.test(String(Reflect.get(error, "code")))) {
      throw error;
    }
    return throwUserError(
      io,
      "the package date-holidays, which knows the holidays, is not installed",
      "install it with: npm install --include=optional",
      "only this command needs it; the calendar files it writes are read without it",
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
