import { instanceCountDimension, sageMakerServiceNamespace } from "../facts";

/**
 * A command of AWS's own command line about a variant's scalable target, to be pasted into a shell.
 *
 * In: `more`: options, their values not yet quoted
 */
export function formatScalingCommand(
  resourceId: string,
  command: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return [
    `aws application-autoscaling ${command}`,
    `--service-namespace ${sageMakerServiceNamespace}`,
    `--resource-id ${resourceId}`,
    `--scalable-dimension ${instanceCountDimension}`,
    ...Object.entries(more).map(([option, value]) => `--${option} ${quoteForShell(String(value))}`),
  ].join(" ");
}

function quoteForShell(value: string): string {
  return /^[\w.,=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
