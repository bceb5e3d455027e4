import { type ServiceError, status } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";

/**
 * A run that fails ends while components still register their outputs; outside of jest the Automation API catches
 * what the SDK then rejects, jest's own `process` keeps it from that.
 */
export function endQuietly(): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const { registerResourceOutputs } = monitor;
  monitor.registerResourceOutputs = (request, callback) =>
    registerResourceOutputs.call(monitor, request, (error, response) => {
      const ending = error?.code === status.UNAVAILABLE || error?.code === status.CANCELLED;
      callback(ending ? null : error, response);
    });
}

/**
 * Ends a run as a program that throws does. Jest fails on what the SDK then rejects and nobody awaits: the outputs of the
 * stack.
 */
export async function throwQuietly<T>(program: () => Promise<T>): Promise<T> {
  try {
    return await program();
  } catch (error) {
    const outputs: unknown = Reflect.get(pulumi.runtime.getStackResource() ?? {}, "outputs");
    const { promise, isKnown, isSecret, allResources } = outputs as pulumi.Output<unknown> & Rejected;
    for (const rejected of [promise(), isKnown, isSecret, allResources()]) rejected.catch(() => undefined);
    throw error;
  }
}

interface Rejected {
  readonly promise: () => Promise<unknown>;
  readonly allResources: () => Promise<unknown>;
  readonly isKnown: Promise<unknown>;
  readonly isSecret: Promise<unknown>;
}

type Callback = (error: ServiceError | null, response: unknown) => void;
interface Monitor {
  registerResourceOutputs: (request: unknown, callback: Callback) => unknown;
}
