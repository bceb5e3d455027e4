import { existingSectionKeys } from "../../config/schema";
import { joinWords } from "../../config/text";
import type { EndpointRule } from "./context";

/** Notes in which minutes the variants of one endpoint change, once for each endpoint. */
export const checkVariantsTakeTurns: EndpointRule = ({ name, path, sections, sharedEndpoint }) => {
  if (sharedEndpoint?.turn === undefined || sharedEndpoint.names.at(-1) !== name) return [];
  const { endpoint: existing } = sections;
  const { endpoint, names, turn } = sharedEndpoint;
  const turns = names.map((each, offset) => {
    return `${each} in minutes ${offset}, ${offset + turn.every}, ${offset + 2 * turn.every}, …`;
  });
  return [
    {
      severity: "note",
      code: "variants-take-turns",
      path: `${path}.${existing === undefined ? "variant" : `${existingSectionKeys[existing.unit]}.variant`}`,
      message: `the variants of endpoint ${endpoint} change in different minutes of the hour: ${joinWords(turns, "and")}. Limits may come up to ${turn.every - 1} minutes later than the timetable says: while one variant changes, SageMaker refuses to change another`,
      fix: "nothing to do; start windows some minutes apart if a change takes longer than that",
    },
  ];
};
