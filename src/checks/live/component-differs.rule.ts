import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** Warns of an inference component that has failed, or that runs elsewhere or with other resources than reports assume. */
export const checkComponentDiffers: ExistingEndpointRule = ({ path, existing, live }) => {
  const { host, counts } = live;
  if (host === undefined) return [];
  const { name, hostEndpoint, acceleratorsPerCopy } = existing;
  const section = `${path}.component`;
  const shared = { severity: "warning", code: "component-differs" } as const;
  const reason = counts.failureReason === undefined ? "" : ` (${counts.failureReason})`;
  const accelerators = host.acceleratorsPerCopy;
  return [
    ...(counts.status === "Failed"
      ? [
          {
            ...shared,
            path: `${section}.existing`,
            message: `inference component ${name} is Failed${reason}: it takes no calls, and no other number of copies`,
            expected: "a component that is InService",
            fix: "update it where it was created, or create it again",
          },
        ]
      : []),
    ...(hostEndpoint === undefined || hostEndpoint === host.endpoint
      ? []
      : [
          {
            ...shared,
            path: `${section}.endpoint`,
            message: `endpoint ${host.endpoint} hosts ${name}, not ${hostEndpoint}: reports add up the wrong components`,
            expected: host.endpoint,
            fix: `write endpoint: ${host.endpoint}`,
          },
        ]),
    ...([undefined, accelerators].includes(acceleratorsPerCopy) || accelerators === undefined
      ? []
      : [
          {
            ...shared,
            path: `${section}.acceleratorsPerCopy`,
            message: `each copy of ${name} reserves ${accelerators} accelerators, not ${acceleratorsPerCopy}: reports count the wrong instances`,
            expected: String(accelerators),
            fix: `write acceleratorsPerCopy: ${accelerators}`,
          },
        ]),
  ];
};
