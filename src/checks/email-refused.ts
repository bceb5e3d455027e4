import { emailRule } from "../aws-facts/name-rules";
import type { EndpointCheck } from "./check";
import { refusedByRule } from "./refused-by-rule";

/** An address that no mail could be sent to. */
export const emailRefused: EndpointCheck = ({ path, sections }) => {
  const { notify } = sections.arrival ?? {};
  if (notify === undefined || "topicArn" in notify) return [];
  return refusedByRule(
    "email-refused",
    notify.emails.map((text, index) => ({
      path: `${path}.arrival.emails[${index}]`,
      text,
      what: "an e-mail address",
      rule: emailRule,
    })),
  );
};
