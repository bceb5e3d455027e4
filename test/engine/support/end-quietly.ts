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

type Callback = (error: ServiceError | null, response: unknown) => void;
interface Monitor {
  registerResourceOutputs: (request: unknown, callback: Callback) => unknown;
}
