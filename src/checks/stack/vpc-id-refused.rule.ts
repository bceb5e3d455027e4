import { type NameRule, securityGroupIdRule, subnetIdRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, type RuledText } from "./context";

/** A subnet or security group whose id has the form of another thing. */
export const checkVpcIdRefused: EndpointRule = ({ path, sections }) => {
  const vpc = sections.model?.vpc;
  if (vpc === undefined) return [];
  const ids = (
    key: string,
    texts: readonly string[],
    what: string,
    rule: NameRule,
  ): readonly RuledText[] =>
    texts.map((text, index) => ({ path: `${path}.model.vpc.${key}[${index}]`, text, what, rule }));
  return findRefusedTexts("vpc-id-refused", [
    ...ids("subnetIds", vpc.subnetIds, "the id of a subnet", subnetIdRule),
    ...ids(
      "securityGroupIds",
      vpc.securityGroupIds,
      "the id of a security group",
      securityGroupIdRule,
    ),
  ]);
};
