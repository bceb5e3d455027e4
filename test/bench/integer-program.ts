import loadHighs from "highs";

/** One constraint: the sum of `terms` (column, factor) lies in `[least, most]`. */
export interface Row {
  readonly least: number;
  readonly most: number;
  readonly terms: readonly (readonly [number, number])[];
}

/** Columns from 0 to `most`, of which those with a cost other than 0 add up to what is to be small. */
export interface Program {
  readonly costs: readonly number[];
  /** Absent: 1. */
  readonly most?: number;
  /** Absent: all columns are whole numbers. */
  readonly whole?: readonly boolean[];
  readonly rows: readonly Row[];
}

/** What no solution costs less than; infinity where nothing meets all rows. */
interface Solved {
  readonly bound: number;
  /** Whether the search has ended, so that the bound is the least cost. */
  readonly ended: boolean;
}

/** Ends after `mostNodes` of the search with what is proven by then. */
export type Solve = (program: Program, mostNodes: number) => Solved;

/** Solves integer programs, by HiGHS; the same program ends with the same result. */
export async function integerSolver(): Promise<Solve> {
  const highs = await loadHighs();
  const { modelStatus, variableType } = highs.constants;
  return ({ costs, most = 1, whole, rows }, mostNodes) => {
    const model = highs.createModel({
      numCols: costs.length,
      numRows: rows.length,
      colCost: costs,
      colLower: costs.map(() => 0),
      colUpper: costs.map(() => most),
      rowLower: rows.map(({ least }) => least),
      rowUpper: rows.map(({ most }) => most),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: costs.length,
        starts: starts(rows),
        indices: rows.flatMap(({ terms }) => terms.map(([column]) => column)),
        values: rows.flatMap(({ terms }) => terms.map(([, factor]) => factor)),
      },
      integrality: costs.map((_, column) =>
        whole?.[column] === false ? variableType.continuous : variableType.integer,
      ),
    });
    try {
      // Bounds alone are asked for, so no time goes into finding solutions.
      model.options.set({ output_flag: false, mip_max_nodes: mostNodes, mip_heuristic_effort: 0 });
      model.run();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return { bound: Infinity, ended: true };
      const bound = Number(model.info.get("mip_dual_bound"));
      return { bound, ended: status === modelStatus.optimal };
    } finally {
      model.dispose();
    }
  };
}

function starts(rows: readonly Row[]): readonly number[] {
  const list = [0];
  for (const { terms } of rows) list.push((list.at(-1) ?? 0) + terms.length);
  return list;
}
