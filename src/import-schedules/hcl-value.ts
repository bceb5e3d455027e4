/**
 * A value of a Terraform file.
 *
 * `reference`: such as `aws_appautoscaling_target.fraud.resource_id`
 * `template`:  a text whose parts are joined
 * `other`:     an expression that is not worked out here, as it is written
 */
export type HclValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "reference"; readonly path: string }
  | { readonly kind: "template"; readonly parts: readonly HclValue[] }
  | { readonly kind: "other"; readonly written: string };

/** A block: `resource "type" "name" { … }` has two labels. `line`: where it begins, from 1. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly attributes: ReadonlyMap<string, HclValue>;
  readonly blocks: readonly HclBlock[];
}
