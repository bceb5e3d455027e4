import fc from "fast-check";
import { evaluateMath, findMathProblem, type MathMoment } from "../../../src/simulator/aws/evaluate-metric-math";
import { runs } from "../../support/runs";

/** 2026-11-24T08:30Z. */
const at = Date.UTC(2026, 10, 24, 8, 30) / 1000;

function moment(
  expressions: Readonly<Record<string, string>>,
  metrics: Readonly<Record<string, number | undefined>> = {},
): MathMoment {
  return { expressions, metrics, at, periodSeconds: 60 };
}

/** The value of one expression over `m1` and `m2`; undefined where it has no data point. */
function value(expression: string, m1?: number, m2?: number): number | undefined {
  return evaluateMath(moment({ x: expression }, { m1, m2 }), "x");
}

describe("mathValue", () => {
  it.each([
    ["1+2*m1", 7],
    ["(1+2)*m1", 9],
    ["10-m1-2", 5],
    ["12/m1/2", 2],
    ["-m1+4", 1],
    ["m1>=3", 1],
    ["2*(m1>=4)", 0],
    ["m1 > 1 AND m1 < 3", 0],
    ["m1 > 5 || m1 == 3", 1],
    ["FLOOR(m1/2)", 1],
    ["FLOOR(-m1/2)", -2],
    ["EPOCH(m1)", at],
    ["m1*60/PERIOD(m1)", 3],
    ["TIME_SERIES(4)-m1", 1],
  ])("%s is, at 3 in m1, %d", (expression, expected) => expect(value(expression, 3)).toBe(expected));

  // The tables of the page on metric math, one row for each moment.
  it.each([
    [30, 20, 0, 1, 1],
    [20, undefined, 0, 0, 0],
    [0, 20, 1, 0, 0],
    [0, undefined, 0, 0, 0],
  ])("compares %p with %p as the documentation's table does", (m1, m2, less, atLeast, both) => {
    expect(value("m1 < m2", m1, m2)).toBe(less);
    expect(value("m1 >= 30", m1, m2)).toBe(atLeast);
    expect(value("m1 > 15 AND m2 > 15", m1, m2)).toBe(both);
  });

  it.each([
    [1, 30, 0, 30],
    [1, undefined, 0, 0],
    [0, 0, 20, 20],
    [0, 0, undefined, undefined],
    [undefined, 30, 20, undefined],
  ])("chooses by %p between %p and %p as the documentation's table does", (m1, m2, m3, expected) =>
    expect(evaluateMath(moment({ x: "IF(m1,m2,m3)" }, { m1, m2, m3 }), "x")).toBe(expected),
  );

  it("takes a missing value for 0 beside one that is there, and for missing alone", () => {
    expect(value("m1-m2", 4)).toBe(4);
    expect(value("m1-m2")).toBeUndefined();
    expect(value("2*m1")).toBeUndefined();
    expect(value("m2/m1", 0, 4)).toBeUndefined();
  });

  it("fills, and knows the time, without any data", () => {
    expect(value("FILL(m1,0)")).toBe(0);
    expect(value("EPOCH(m1)/60")).toBe(at / 60);
    expect(value("IF(EPOCH(m1)>0,7,0)-FILL(m1,0)")).toBe(7);
  });

  it("uses the results of other expressions", () => {
    const expressions = { a: "m1+1", b: "a*a", c: "b-a" };
    expect(evaluateMath(moment(expressions, { m1: 2 }), "c")).toBe(6);
  });

  it("reads steps as the sums they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 9 }))),
        fc.integer({ min: 0, max: 100 }),
        (steps, m1) => {
          const text = steps.map(([from, by]) => `+${by}*(m1>=${from})`).join("");
          const sum = steps.reduce((total, [from, by]) => total + (m1 >= from ? by : 0), 0);
          expect(value(`0*m1${text}`, m1)).toBe(sum);
        },
      ),
      runs(),
    );
  });
});

describe("mathComplaint", () => {
  const complaint = (expressions: Readonly<Record<string, string>>, id = "x"): string | undefined =>
    findMathProblem(moment(expressions, { m1: 1 }), id);

  it.each([
    [{ x: "m1+" }, "x: unexpected end"],
    [{ x: "(m1" }, "x: unexpected end"],
    [{ x: "m1 m1" }, "x: unexpected m1"],
    [{ x: "m1 % 2" }, "x: unexpected  % 2"],
    [{ x: "Metric" }, "x: unexpected end"],
    [{ x: "m9+1" }, "no metric or expression has the id m9"],
    [{ x: "y", y: "x" }, "x refers to itself"],
    [{ x: "1+1" }, "the result of x is not a time series"],
    [{ x: "PERIOD(m1)" }, "the result of x is not a time series"],
    [{ x: "FLOOR(2)" }, "FLOOR(S) is no function of metric math that is known here"],
    [{ x: "MOD(m1,2)" }, "MOD(TS, S) is no function of metric math that is known here"],
  ])("refuses %p", (expressions, expected) => expect(complaint(expressions)).toBe(expected));

  it("accepts what has a time series for its result", () =>
    expect(complaint({ y: "m1*2", x: "IF(y>1,y,0)" })).toBeUndefined());
});
