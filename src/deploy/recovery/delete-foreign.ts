import type { ScalableTargetId } from "../../aws/facts";
import { deleteScaling } from "./deregister-scaling";
import type { RecoveryContext } from "./recovery-run";

/** What somebody added to a target and the run deletes, by names at AWS. */
export interface ForeignScaling {
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/** Deletes what somebody added to the target, which the preview has named. */
export async function deleteForeign(
  run: RecoveryContext,
  key: string,
  target: ScalableTargetId,
  foreign: ForeignScaling | undefined,
): Promise<void> {
  if (foreign === undefined || foreign.actions.length + foreign.policies.length === 0) return;
  const deleted = await run.askAws((aws) =>
    deleteScaling(aws, target, {
      isAction: (name) => foreign.actions.includes(name),
      isPolicy: (name) => foreign.policies.includes(name),
    }),
  );
  if ("failure" in deleted) {
    const names = [...foreign.actions, ...foreign.policies].join(", ");
    run.warn(`endpoint ${key}: could not delete ${names}, which somebody added: ${deleted.failure.message}`);
  } else if (deleted.found.length > 0) {
    run.log(`endpoint ${key}: deleted ${deleted.found.join(", ")}, which somebody added`);
  }
}
