import { findKeysOfOtherProjects, parseStackValues } from "../../../src/config/yaml/stack-file";

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

describe("findKeysOfOtherProjects", () => {
  const find = (config: Readonly<Record<string, string>>, name: string) =>
    findKeysOfOtherProjects(config, name).map(({ path }) => path);

  it("finds the shipped prefix, and any that has endpoints, in the form of the engine", () => {
    expect(find({ "inference-timetable:timezone": "UTC", "aws:region": "x" }, "ranking")).toEqual([
      'config["inference-timetable:timezone"]',
    ]);
    expect(find({ "old:endpoints": '{"a":{}}', "old:timezone": "UTC", "b:x": "{}" }, "ranking")).toEqual([
      'config["old:endpoints"]',
      'config["old:timezone"]',
    ]);
  });

  it("accepts the keys of the project and of providers", () =>
    expect(find({ "ranking:endpoints": "{}", endpoints: "{}", "aws:endpoints": '[{"sqs":"x"}]' }, "ranking")).toEqual(
      [],
    ));
});
