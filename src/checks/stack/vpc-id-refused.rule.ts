import { securityGroupIdRule, subnetIdRule, type TextRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, toRuledTexts } from "./context";

/** Refuses subnet and security group IDs in the wrong form. */
export const checkVpcIdRefused: EndpointRule = ({ path, sections }) => {
  const vpc = sections.model?.vpc;
  if (vpc === undefined) return [];
  const listIds = (key: "subnetIds" | "securityGroupIds", what: string, rule: TextRule) =>
    vpc[key].flatMap((id, index) => toRuledTexts(`${path}.model.vpc.${key}[${index}]`, id, what, rule));
  return findRefusedTexts("vpc-id-refused", [
    ...listIds("subnetIds", "a subnet ID", subnetIdRule),
    ...listIds("securityGroupIds", "a security group ID", securityGroupIdRule),
  ]);
};
