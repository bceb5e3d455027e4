import type { EndpointCheck } from "./check";
import { plainNow } from "./plain-now";
import { endWords } from "./stretch-words";

/** An override that has ended. */
export const overridePast: EndpointCheck = (context) => {
  const override = context.sections.timetable?.override;
  if (override === undefined || override.until > plainNow(context)) return [];
  const reason = override.reason === undefined ? "" : ` "${override.reason}"`;
  return [
    {
      severity: "note",
      code: "override-past",
      path: `${context.path}.timetable.override`,
      message: `the override${reason} ended on ${endWords(override.until)}`,
      fix: "remove it",
    },
  ];
};
