import { isToken } from "../../config/text";
import { formatPathStep } from "../../problem";
import { type EndpointRule, formatContainerPath } from "./context";

/** Warns of tokens and passwords that everyone who reads the stack file can read. Never prints one. */
export const checkTokenReadable: EndpointRule = ({ path, sections: { model } }) => {
  const containers = model?.containers ?? [];
  return containers.flatMap(({ environment }, index) =>
    Object.entries(environment)
      .filter(([name, value]) => isToken(name, value))
      .map(([name]) => {
        const at = `${formatContainerPath(path, containers, index)}.environment${formatPathStep(name, false)}`;
        return {
          severity: "warning" as const,
          code: "token-readable",
          path: at,
          message: `${name} looks like a token in plain text: everyone who can read the stack file can use it`,
          expected: "an encrypted value",
          fix: `run pulumi config set --secret --path '${at}', and replace the token if the file was committed`,
        };
      }),
  );
};
