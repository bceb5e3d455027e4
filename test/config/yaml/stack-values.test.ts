import { parseStackValues } from "../../../src/config/yaml/stack-file";

const project = "inference-timetable";

describe("parseStackValues", () => {
  it("takes this project's keys, known or not, and leaves the others' out", () =>
    expect(
      parseStackValues(
        {
          "inference-timetable:timezone": "Europe/Berlin",
          "inference-timetable:timezoen": "x",
          "aws:region": "eu-central-1",
          "inference-timetable-old:timezone": "UTC",
        },
        project,
      ),
    ).toEqual({ timezone: "Europe/Berlin", timezoen: "x" }));

  it("reads maps and lists, which the engine hands on as JSON", () =>
    expect(
      parseStackValues({ [`${project}:guards`]: '{"maxInstances":20}', [`${project}:x`]: " [1]" }, project),
    ).toEqual({ guards: { maxInstances: 20 }, x: [1] }));

  it("leaves text alone, also text that only begins like a map", () =>
    expect(
      parseStackValues({ [`${project}:a`]: "{oops", [`${project}:b`]: "5", [`${project}:c`]: "" }, project),
    ).toEqual({ a: "{oops", b: "5", c: "" }));
});
