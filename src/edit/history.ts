/** States that were, the present one, and those that were undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What made the present state: changes of one kind that follow each other are undone together. */
  readonly kind?: string;
}

/** Steps that can be undone. */
const maxSteps = 200;

/** A state with nothing before it. */
export function createHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/**
 * A new present state.
 *
 * In: `kind` for typing, where one letter is no step of its own: joined with the change before it when
 *     that was of the same kind
 */
export function recordChange<State>(
  history: History<State>,
  present: State,
  kind?: string,
): History<State> {
  const joins = kind !== undefined && history.kind === kind && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-maxSteps);
  return { past, present, future: [], ...(kind === undefined ? {} : { kind }) };
}

/** One step back. Out: the same history where there is none */
export function undoChange<State>({ past, present, future }: History<State>): History<State> {
  const [before] = past.slice(-1);
  return before === undefined
    ? { past, present, future }
    : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** One step forward again. Out: the same history where there is none */
export function redoChange<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  return next === undefined
    ? { past, present, future }
    : { past: [...past, present], present: next, future: rest };
}
