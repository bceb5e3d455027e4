import type { EndpointRule } from "./context";

/** Refuses duplicate email addresses: both would be the same subscription. */
export const checkEmailTwice: EndpointRule = ({ path, sections }) => {
  const { notify } = sections.monitoring ?? {};
  if (notify === undefined || "topicArn" in notify) return [];
  return notify.emails.flatMap((email, index, emails) => {
    if (emails.indexOf(email) === index) return [];
    return {
      severity: "error",
      code: "email-twice",
      path: `${path}.monitoring.emails[${index}]`,
      message: `"${email}" is listed twice`,
      expected: "each address once",
      fix: "remove one of them",
    };
  });
};
