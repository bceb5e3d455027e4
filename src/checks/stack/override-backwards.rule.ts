import { formatPlainMinute } from "../../timetable/time";
import type { EndpointRule } from "./context";

/** Refuses an override that does not end after it begins. */
export const checkOverrideBackwards: EndpointRule = ({ path, sections }) => {
  const override = sections.timetable?.override;
  if (override === undefined || override.until > override.from) return [];
  const [from, until] = [override.from, override.until].map(formatPlainMinute);
  return [
    {
      severity: "error",
      code: "override-backwards",
      path: `${path}.timetable.override.until`,
      message: `the override begins at ${from} and ends at ${until}`,
      expected: `an end after ${from}`,
      fix: from === until ? "write a later until" : `write from: "${until}", until: "${from}"`,
    },
  ];
};
