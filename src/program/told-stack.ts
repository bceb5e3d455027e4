import * as pulumi from "@pulumi/pulumi";
import { compile, type Compilation } from "../compile";
import { type AskedPrice, typesToPrice } from "../config/asked-prices";
import type { Named } from "../config/config";
import { withPriceBefore } from "./price-before";
import { typesToGuard } from "../guards/types-to-guard";
import type { DeployedBefore } from "../plan/endpoint";
import { hasErrors, problemText, type Problem } from "../problem";
import { previewText } from "../report/preview-text";
import { removedText } from "../report/removed-text";
import type { EpochMinute } from "../time/instant";
import { withAws } from "../live-aws/open-aws";
import { deployedNames } from "../resources/deployed-names";
import { deployedResources, type DeployedResources } from "../resources/deployed-resources";
import { deployedEndpoints, deployedSchedule, deployedTypes } from "../resources/deployed-schedule";
import type { EndpointAtAws } from "../resources/endpoint";
import { pricesFromAws } from "../resources/price-list";
import { quotasFromAws } from "../resources/service-quotas";
import { mayReadAws, providerSettings } from "./aws-access";
import { beforeShapeChanges } from "./before-shape-changes";
import { endpointAtAws, type HookContext, say } from "./endpoint-at-aws";
import { lookAtAws, type SeenAtAws } from "./look-at-aws";
import type { RunOptions } from "./run-options";

/**
 * A compilation, and what AWS tells.
 *
 * `before`: what is deployed already, by the endpoints' keys
 */
export interface ToldStack extends Compilation {
  readonly before: Named<DeployedBefore>;
  /** Absent where AWS may not be read. */
  readonly atAws: EndpointAtAws | undefined;
}

/**
 * What a stack file means, with the prices that AWS was asked for, after everything worth telling of it was told:
 * warnings, each endpoint's week and what changes against what is deployed.
 *
 * To be waited for before anything is declared: an update writes into the state that is compared with.
 *
 * In:     as `compile`
 * Errors: RunError with every problem, when there is an error among them
 */
export async function toldStack(values: unknown, options: RunOptions): Promise<ToldStack> {
  const deployed = await deployedResources();
  const prices = await pricesFromAws(typesToPrice(values, deployedTypes(deployed)));
  const quotas = await quotasFromAws(typesToGuard(values));
  const compilation = compile(values, { ...options, prices, quotas });
  refuseErrors(compilation);
  const seen = await lookAtAws(compilation, deployed);
  refuseErrors(seen);
  tellProblems([...compilation.problems, ...seen.problems]);
  tellChanges(compilation, deployed, options.now, prices);
  const context = { ...options, deployed, remembered: new Map() };
  const atAws = endpointAtAws(compilation.stack, context);
  const seconds = await waitForShapeChanges(compilation, context, seen);
  if (seconds === 0) {
    return { ...compilation, before: before(compilation, deployed, seen), atAws };
  }
  // A window may have begun meanwhile, and instances have come: what is made must not start with those of before.
  const now = await options.later();
  const later = compile(values, { ...options, now, prices, quotas });
  refuseErrors(later);
  return { ...later, before: before(later, deployed, await lookAtAws(later, deployed)), atAws };
}

function before(
  { endpoints }: Pick<Compilation, "endpoints">,
  deployed: DeployedResources,
  { counts }: Pick<SeenAtAws, "counts">,
): Named<DeployedBefore> {
  return Object.fromEntries(
    Object.keys(endpoints).map((name) => {
      const { hasStrategy } = deployedNames(deployed, name);
      return [name, { liveCount: counts[name], hasStrategy }];
    }),
  );
}

/**
 * What takes its time: only in an update, never in a preview.
 *
 * Out:    seconds that were waited
 * Errors: as `toldStack`
 */
async function waitForShapeChanges(
  { stack, endpoints }: Compilation,
  { deployed, remembered, sleep }: HookContext,
  { creating }: Pick<SeenAtAws, "creating">,
): Promise<number> {
  if (!mayReadAws(stack) || pulumi.runtime.isDryRun()) return 0;
  const { problems, seconds } = await beforeShapeChanges(
    endpoints,
    { deployed, creating },
    (ask) => withAws(providerSettings(), ask),
    { sleep, say },
    remembered,
  );
  refuseErrors({ problems });
  tellProblems(problems);
  return seconds;
}

function tellProblems(problems: readonly Problem[]): void {
  const tell = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info };
  for (const problem of problems) void tell[problem.severity](problemText(problem));
}

/** Errors: RunError with every problem, when there is an error among them. */
export function refuseErrors({ problems }: Pick<Compilation, "problems">): void {
  if (hasErrors(problems)) throw new pulumi.RunError(problems.map(problemText).join("\n"));
}

function tellChanges(
  { endpoints }: Compilation,
  deployed: DeployedResources,
  now: EpochMinute,
  prices: Named<AskedPrice>,
): void {
  for (const name of deployedEndpoints(deployed)) {
    if (!(name in endpoints)) void pulumi.log.warn(removedText(name));
  }
  for (const endpoint of Object.values(endpoints)) {
    const draw = { now, width: 80, colour: false };
    const was = withPriceBefore(deployedSchedule(deployed, endpoint.name), endpoints, prices);
    void pulumi.log.info(previewText(endpoint, { ...draw, deployed: was }));
  }
}
