import type { JsonObject } from "../../../src/simulator/aws/json";
import { diffProperties, isNameGiven, removePaths } from "../../../src/simulator/provider/diff-properties";
import { unknownValue } from "../../../src/simulator/provider/properties";
import { plainType, type ResourceType } from "../../../src/simulator/provider/resource-type";

const unused = (): never => {
  throw new Error("not called");
};

const type: ResourceType = {
  ...plainType,
  replacedBy: ["name", "region", "shape"],
  replacedByPresence: ["rollout.alarms"],
  create: unused,
  read: unused,
  update: unused,
  delete: unused,
};

const paths = (state: JsonObject, inputs: JsonObject): readonly string[] =>
  diffProperties(type, state, inputs).map(
    ({ path, kind, replaces }) => `${kind} ${path}${replaces ? " replaces" : ""}`,
  );

describe("diffProperties", () => {
  it("names what differs, however deep", () => {
    expect(
      paths(
        { shape: [{ size: 1, zone: "a" }], note: "x" },
        { shape: [{ size: 2, zone: "a" }, { size: 3 }], note: "x" },
      ),
    ).toEqual(["update shape[0].size replaces", "add shape[1] replaces"]);
  });

  it("finds nothing in what AWS decides and the program leaves out", () => {
    expect(paths({ name: "n-1", region: "r", arn: "a", id: "i", tagsAll: {} }, {})).toEqual([]);
  });

  it("does not tell an empty value from none", () => {
    expect(paths({ note: "", list: [], map: {} }, {})).toEqual([]);
    expect(paths({}, { note: "", list: [], map: {} })).toEqual([]);
  });

  it("finds what the program has taken back", () => {
    expect(paths({ note: "x", tags: { a: "1", b: "2" } }, { tags: { a: "1" } })).toEqual([
      "delete note",
      "delete tags.b",
    ]);
  });

  it("writes a key that is no word in brackets", () => {
    expect(paths({}, { tags: {} })).toEqual([]);
    expect(paths({ tags: { x: "1" } }, { tags: { x: "1", "a-b": "2" } })).toEqual(['add tags["a-b"]']);
  });

  it("takes an unknown value for a change, and for a replacement where a change would be one", () => {
    expect(paths({ shape: "a", note: "a" }, { shape: unknownValue, note: unknownValue })).toEqual([
      "update note",
      "update shape replaces",
    ]);
  });

  it("replaces by what comes or goes, not by what changes inside it", () => {
    const one = { rollout: { alarms: { name: "a" }, size: 1 } };
    expect(paths(one, { rollout: { alarms: { name: "b" }, size: 1 } })).toEqual(["update rollout.alarms.name"]);
    expect(paths(one, { rollout: { size: 1 } })).toEqual(["delete rollout.alarms replaces"]);
    expect(paths({}, one)).toEqual(["add rollout replaces"]);
    expect(paths({}, { rollout: { size: 1 } })).toEqual(["add rollout"]);
  });
});

describe("nameWasGiven", () => {
  it("tells a name that was made from one that was given", () => {
    expect(isNameGiven(type, { name: "n-0123456", __defaults: ["name"] })).toBe(false);
    expect(isNameGiven(type, { name: "mine", __defaults: [] })).toBe(true);
    expect(isNameGiven({ ...type, autoNamed: false }, { name: "mine", __defaults: [] })).toBe(false);
  });
});

describe("withoutPaths", () => {
  const left = (ignored: readonly string[]): readonly string[] =>
    removePaths(
      diffProperties(type, { min: 1, list: [{ count: 1, kind: "a" }] }, { min: 2, list: [{ count: 2, kind: "b" }] }),
      ignored,
    ).map(({ path }) => path);

  it("leaves out what a path names, in one item or in all", () => {
    expect(left([])).toEqual(["list[0].count", "list[0].kind", "min"]);
    expect(left(["min", "list[*].count"])).toEqual(["list[0].kind"]);
    expect(left(["list[0].kind"])).toEqual(["list[0].count", "min"]);
    expect(left(["list"])).toEqual(["min"]);
    expect(left(["mi", "list[*].co"])).toEqual(["list[0].count", "list[0].kind", "min"]);
  });
});
