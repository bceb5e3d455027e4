import * as pulumi from "@pulumi/pulumi";

/**
 * Whether a value of the stack file, or a part of it, is encrypted there (`secure:`).
 *
 * In:     `<project>:<key>`
 * Source: `isConfigSecret` of @pulumi/pulumi 3.248, which its declarations leave out; the public
 *         `Config.getSecretObject` calls every value a secret
 */
export function isSecretConfig(key: string): boolean {
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return (
    typeof isConfigSecret === "function" && Reflect.apply(isConfigSecret, undefined, [key]) === true
  );
}
