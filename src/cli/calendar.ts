import type { RegisterCommand } from "./commands";
import { registerCalendarImport } from "./calendar-import";
import { registerCalendarPull } from "./calendar-pull";
import { registerCalendarShow } from "./calendar-show";

/** `timetable calendar`: the files with dates that stack files name. */
export const registerCalendar: RegisterCommand = (program, io, end) => {
  const command = program
    .command("calendar")
    .description("Calendar files: pull holidays, import iCalendar files, show the dates.")
    .usage("COMMAND [options]")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- calendar pull DE-BY 2026..2028",
        "  npm run timetable -- calendar import closures.ics",
        "  npm run timetable -- calendar show bavaria --stack prod",
      ].join("\n"),
    );
  for (const register of [registerCalendarPull, registerCalendarImport, registerCalendarShow]) {
    register(command, io, end);
  }
  for (const inner of command.commands) {
    inner.showHelpAfterError(`(timetable calendar ${inner.name()} --help shows what it takes)`);
  }
};
