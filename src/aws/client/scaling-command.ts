import { instanceCountDimension, sageMakerServiceNamespace } from "../facts";

/** An AWS CLI command about a variant's scalable target, to paste into a shell. Quotes the values of `more`. */
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
