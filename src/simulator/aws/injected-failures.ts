import type { AwsState } from "./account-state";
import type { AwsError } from "./operation";

/**
 * The next calls of one operation fail.
 *
 * `operation`: such as `sagemaker:UpdateEndpoint`, or `*`. `skip`: calls that succeed first.
 */
export interface InjectedError {
  readonly operation: string;
  readonly error: AwsError;
  readonly times: number;
  readonly skip: number;
}

/**
 * Something that goes wrong after AWS has accepted a call: the next creation ends `Failed`, an update rolls back, the
 * rollback itself fails, or the instances or copies of a scale-out never come.
 *
 * `endpoint`: its name, or that of an inference component.
 */
export interface InjectedFailure {
  readonly endpoint: string;
  readonly on: "create" | "update" | "rollback" | "scaleOut";
  readonly reason: string;
}

/** Makes calls fail. `times` defaults to 1, `skip` to 0. */
export function injectError(
  state: AwsState,
  fault: Omit<InjectedError, "times" | "skip"> & Partial<InjectedError>,
): AwsState {
  return { ...state, faults: [...state.faults, { times: 1, skip: 0, ...fault }] };
}

/** The next `times` calls are answered with ThrottlingException, as when too many arrive. */
export function throttle(state: AwsState, operation: string, times: number): AwsState {
  const error = { code: "ThrottlingException", message: "Rate exceeded" };
  return injectError(state, { operation, error, times });
}

/** Makes something go wrong at an endpoint later. */
export function injectFailure(state: AwsState, mishap: InjectedFailure): AwsState {
  return { ...state, mishaps: [...state.mishaps, mishap] };
}

/** Uses up the injected error for this call, if any. */
export function takeError(state: AwsState, operation: string): { readonly state: AwsState; readonly error?: AwsError } {
  const index = state.faults.findIndex((f) => f.operation === operation || f.operation === "*");
  const fault = state.faults[index];
  if (fault === undefined) return { state };
  const next = fault.skip > 0 ? { ...fault, skip: fault.skip - 1 } : { ...fault, times: fault.times - 1 };
  const rest = next.times > 0 ? [next] : [];
  const used = { ...state, faults: state.faults.toSpliced(index, 1, ...rest) };
  return fault.skip > 0 ? { state: used } : { state: used, error: fault.error };
}

/** Uses up the injected failure for this endpoint, if any. */
export function takeFailure(
  state: AwsState,
  endpoint: string,
  on: InjectedFailure["on"],
): { readonly state: AwsState; readonly reason?: string } {
  const index = state.mishaps.findIndex((m) => m.endpoint === endpoint && m.on === on);
  const mishap = state.mishaps[index];
  if (mishap === undefined) return { state };
  return { state: { ...state, mishaps: state.mishaps.toSpliced(index, 1) }, reason: mishap.reason };
}
