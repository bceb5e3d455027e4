import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { TimetabledEndpoint } from "inference-timetable";

const region = "eu-central-1";

/** Hours of each customer, as a database or an API might have them. */
const customers = [
  { name: "acme", timezone: "Europe/Berlin", from: "07:00", to: "19:00" },
  { name: "globex", timezone: "Asia/Tokyo", from: "09:00", to: "18:00" },
];

async function declareEndpoints() {
  return Object.fromEntries(
    customers.map(({ name, timezone, from, to }) => {
      const { endpointName } = new TimetabledEndpoint(name, {
        model: {
          image: `763104351884.dkr.ecr.${region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04`,
          dataUrl: `s3://example-models/${name}.tar.gz`,
        },
        variant: { instanceType: "ml.m5.large" },
        timezone,
        timetable: { baseline: { min: 1, max: 1 }, windows: { open: { days: "mon-fri", from, to, min: 2, max: 2 } } },
      });
      return [name, endpointName];
    }),
  );
}

const [command = "preview", stackName = "dev"] = process.argv.slice(2);
const stack = await LocalWorkspace.createOrSelectStack({
  projectName: "endpoints",
  stackName,
  program: declareEndpoints,
});
await stack.setConfig("aws:region", { value: region });
const onOutput = (text) => process.stdout.write(text);
if (command === "up") await stack.up({ onOutput });
else if (command === "destroy") await stack.destroy({ onOutput });
else await stack.preview({ onOutput });
