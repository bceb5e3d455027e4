/** A stack with what is not counted in instances: two inference components of one endpoint, and a serverless endpoint. */
export const llmStackText = `config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    llama:
      component:
        existing: llama-70b
        endpoint: llm-host
        acceleratorsPerCopy: 4
        instanceType: ml.g5.48xlarge
        hourlyPriceUsd: 20
      timetable:
        baseline: { min: 0, max: 2 }
        windows:
          office: { days: mon-fri, from: "07:00", to: "20:00", min: 2, max: 6 }
        readyBefore: 25m
      scaling: { metric: concurrentRequestsPerCopy, target: 4 }
    qwen:
      component: { existing: qwen-7b, endpoint: llm-host, acceleratorsPerCopy: 1, instanceType: ml.g5.48xlarge }
      timetable:
        baseline: { min: 0, max: 1 }
        windows:
          office: { days: mon-fri, from: "08:00", to: "18:00", min: 1, max: 1 }
      scaling: { metric: invocationsPerCopy, steps: [{ below: 5, change: -1 }, { above: 60, change: 1 }] }
    classify:
      serverless: { existing: classify, memoryGb: 4, maxConcurrency: 50, hourlyPriceUsd: 0.05 }
      timetable:
        baseline: { min: 1, max: 1 }
        windows:
          office: { days: mon-fri, from: "08:00", to: "18:00", min: 5, max: 20 }
      scaling: { metric: provisionedConcurrencyUtilization, target: 0.7 }
`;
