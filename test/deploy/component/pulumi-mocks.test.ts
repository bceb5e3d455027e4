import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "../../../src/deploy/component";

const args: TimetabledEndpointArgs = {
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0" },
  variant: { instanceType: "ml.m5.large" },
  timezone: "Europe/Berlin",
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 2 } },
  },
};

describe("Pulumi's own mocks, which have no hooks", () => {
  it.each([false, true])("register every resource (preview: %s)", async (preview) => {
    jest.spyOn(pulumi.log, "info").mockResolvedValue();
    const registered: string[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          registered.push(type);
          return { id: name, state: { name, arn: `arn:aws:::${name}`, ...(inputs as object) } };
        },
        call: () => ({ accountId: "123456789012" }),
      },
      "my-project",
      "dev",
      preview,
    );
    const endpoint = new TimetabledEndpoint("sentiment", args);
    const actions = await new Promise<object>((resolve) => void endpoint.scheduledActions.apply(resolve));
    expect(Object.keys(actions)).toContain("office");
    expect(registered).toEqual(
      expect.arrayContaining(["aws:sagemaker/endpoint:Endpoint", "aws:appautoscaling/target:Target"]),
    );
    jest.restoreAllMocks();
  });
});
