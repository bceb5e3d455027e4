import { PolicyPack } from "@pulumi/policy";
import { type CostConfig, findCostAbove, findMaxAbove, listEndpointsWithoutTimetable } from "./rules";

export const policyPack = new PolicyPack("inference-timetable", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "endpoint-timetable",
      description: "Each variant of a SageMaker endpoint has a scalable target with scheduled actions.",
      validateStack: ({ resources }, report) => {
        for (const { urn, message } of listEndpointsWithoutTimetable(resources)) report(message, urn);
      },
    },
    {
      name: "max-capacity",
      description: "No scalable target or scheduled action of SageMaker has a max above maxCapacity.",
      configSchema: { properties: { maxCapacity: { type: "integer", minimum: 0 } } },
      validateResource: (resource, report) => {
        const message = findMaxAbove(resource, resource.getConfig<{ maxCapacity?: number }>().maxCapacity);
        if (message !== undefined) report(message);
      },
    },
    {
      name: "max-monthly-cost",
      description: "All instances, at their max for a month, cost no more than maxMonthlyCostUsd.",
      configSchema: {
        properties: {
          maxMonthlyCostUsd: { type: "number", minimum: 0 },
          hourlyPriceUsd: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
        },
      },
      validateStack: (stack, report) => {
        const message = findCostAbove(stack.resources, stack.getConfig<CostConfig>());
        if (message !== undefined) report(message);
      },
    },
  ],
});
