import { lookUpQuotas } from "../../../src/deploy/preflight/look-up-prices-and-quotas";
import * as mocks from "../../support/mocks";

const getServiceQuota = "aws:servicequotas/getServiceQuota:getServiceQuota";

/** Asks as a program does. */
async function ask(answer: (quotaName: string) => number): Promise<unknown> {
  let quotas: unknown;
  await mocks.record(
    async () => {
      quotas = await lookUpQuotas(["ml.g5.xlarge", "ml.m5.large"]);
      return {};
    },
    {
      functions: {
        [getServiceQuota]: ({ inputs }) => {
          expect(inputs).toMatchObject({ serviceCode: "sagemaker" });
          return { value: answer(String(inputs["quotaName"])) };
        },
      },
    },
  );
  return quotas;
}

describe("lookUpQuotas", () => {
  it("asks for each type by the name that Service Quotas has", async () => {
    const quotas = { "ml.g5.xlarge for endpoint usage": 4, "ml.m5.large for endpoint usage": 20 };
    const found = await ask((name) => quotas[name as keyof typeof quotas]);
    expect(found).toEqual({ "ml.g5.xlarge": { count: 4 }, "ml.m5.large": { count: 20 } });
  });

  it("tells why one is not known", async () => {
    const details = "finding Service Quotas Service Quota: empty result";
    const found = await ask((name) => {
      if (name.startsWith("ml.m5")) return 20;
      throw Object.assign(new Error(details), { details });
    });
    expect(found).toEqual({ "ml.g5.xlarge": { unknown: details }, "ml.m5.large": { count: 20 } });
  });
});
