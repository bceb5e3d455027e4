import { dragShape, drawShape } from "../../../src/cli/editor/window-shape";

const odd = { days: [0, 1], from: 487, length: 600 };

describe("dragShape", () => {
  it("snaps the grip to a multiple of the step", () => {
    expect(dragShape(odd, "whole", 20, 15)).toEqual({ ...odd, from: 510 });
    expect(dragShape(odd, "end", 20, 15)).toEqual({ ...odd, length: 1110 - 487 });
    expect(dragShape(odd, "start", 20, 15)).toEqual({ ...odd, from: 510, length: 1087 - 510 });
  });

  it("keeps odd times if a window moves by whole days", () => {
    expect(dragShape(odd, "whole", 2 * 1440 + 6, 15)).toEqual({ ...odd, days: [2, 3] });
    expect(dragShape(odd, "whole", -1440 - 7, 15)).toEqual({ ...odd, days: [0, 6] });
  });

  it("moves across midnight", () => {
    expect(dragShape(odd, "whole", -600, 15)).toEqual({ ...odd, days: [0, 6], from: 1320 });
  });
});

describe("drawShape", () => {
  it("covers both places in whole steps within the day", () => {
    expect(drawShape(3, 487, 532, 15)).toEqual({ days: [3], from: 480, length: 60 });
    expect(drawShape(3, 532, 487, 15)).toEqual({ days: [3], from: 480, length: 60 });
    expect(drawShape(3, 1440, 1440, 15)).toEqual({ days: [3], from: 1425, length: 15 });
    expect(drawShape(3, 0, 0, 60)).toEqual({ days: [3], from: 0, length: 60 });
  });
});
