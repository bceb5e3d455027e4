import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseStack } from "../../config/schema";
import { findProject, getStackFileName, readStackFile, readTextFile, shippedProject } from "../../config/yaml";
import type { Problem } from "../../problem";

/**
 * Finds values that the stack file encrypts and the state would not. Pulumi decrypts all values for the program and says
 * only which top-level keys contain one, so the file itself shows the places among the endpoints.
 * @param values the stack's values by key, without the project's name
 * @param root the folder of Pulumi.yaml
 */
export function findEncryptedValues(values: Readonly<Record<string, unknown>>, root: string): readonly Problem[] {
  const keys = Object.keys(values).filter((key) => isSecretConfig(`${pulumi.getProject()}:${key}`));
  if (keys.length === 0) return [];
  const { endpoints = {} } = keys.includes("endpoints") ? readOwnStackFile(root) : {};
  const encrypted = { ...Object.fromEntries(keys.map((key) => [key, { secure: "" }])), endpoints };
  return parseStack(encrypted).problems.filter(({ code }) => code === "encrypted-value");
}

/** The values of the stack file where the CLI looks for it; none if it is elsewhere, as in the Automation API. */
function readOwnStackFile(root: string): { readonly endpoints?: unknown } {
  const { project = shippedProject } = findProject(root, readTextFile) ?? {};
  const file = path.join(root, project.stackConfigDir ?? "", getStackFileName(pulumi.getStack(), project));
  return { ...(readStackFile(readTextFile(file) ?? "", project).raw as object | undefined) };
}

/**
 * Whether the stack file encrypts a value or a part of it (`secure:`). Calls `isConfigSecret` of @pulumi/pulumi 3.248,
 * which its declarations leave out; the public `Config.getSecretObject` calls every value a secret.
 * @param key `<project>:<key>`
 */
export function isSecretConfig(key: string): boolean {
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return typeof isConfigSecret === "function" && Reflect.apply(isConfigSecret, undefined, [key]) === true;
}
