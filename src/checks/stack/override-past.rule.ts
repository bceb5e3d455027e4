import { describeEnd, type EndpointRule, getPlainNow } from "./context";

/** Notes an override that has ended. */
export const checkOverridePast: EndpointRule = (context) => {
  const override = context.sections.timetable?.override;
  if (override === undefined || override.until > getPlainNow(context)) return [];
  const reason = override.reason === undefined ? "" : ` "${override.reason}"`;
  return [
    {
      severity: "note",
      code: "override-past",
      path: `${context.path}.timetable.override`,
      message: `the override${reason} ended on ${describeEnd(override.until)}`,
      fix: "remove it",
    },
  ];
};
