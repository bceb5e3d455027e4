/** What `timetableSection` tells a script. `differs`: with `diff --exit-code` and of `drift`, as the `diff` command does; `unread`: AWS could not be read. Source of 70: sysexits.h, EX_SOFTWARE. */
export const exitCodes = { ok: 0, problems: 1, differs: 1, usage: 2, unread: 2, bug: 70 } as const;
