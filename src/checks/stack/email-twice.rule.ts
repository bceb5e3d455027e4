import type { EndpointRule } from "./context";

/** An address that is written twice: it would be one subscription under one name. */
export const checkEmailTwice: EndpointRule = ({ path, sections }) => {
  const { notify } = sections.monitoring ?? {};
  if (notify === undefined || "topicArn" in notify) return [];
  return notify.emails.flatMap((email, index, emails) =>
    emails.indexOf(email) === index
      ? []
      : [
          {
            severity: "error",
            code: "email-twice",
            path: `${path}.monitoring.emails[${index}]`,
            message: `"${email}" is written twice`,
            expected: "each address once",
            fix: "remove one of them",
          },
        ],
  );
};
