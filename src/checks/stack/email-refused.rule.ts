import { emailRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts } from "./context";

/** Refuses malformed email addresses. */
export const checkEmailRefused: EndpointRule = ({ path, sections }) => {
  const { notify } = sections.monitoring ?? {};
  if (notify === undefined || "topicArn" in notify) return [];
  return findRefusedTexts(
    "email-refused",
    notify.emails.map((text, index) => ({
      path: `${path}.monitoring.emails[${index}]`,
      text,
      what: "an email address",
      rule: emailRule,
    })),
  );
};
