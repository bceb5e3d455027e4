import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endpointRules } from "../../../src/checks/stack/check-endpoint";

const folder = join(__dirname, "../../../src/checks/stack");

describe("endpointChecks", () => {
  it("has each check of the folder once", () => {
    const files = readdirSync(folder).filter((file) =>
      /^export const \w+: EndpointCheck/m.test(readFileSync(join(folder, file), "utf8")),
    );
    expect(new Set(endpointRules).size).toBe(files.length);
    expect(endpointRules).toHaveLength(files.length);
  });
});
