import type { OperationName } from "../../src/simulator/aws/call-simulated-aws";
import type { JsonObject } from "../../src/simulator/aws/json";
import { AwsCallError } from "../../src/simulator/provider/simulated-account";
import { SequentialAccount } from "../chaos/small-engine";

/** A call and what the simulator made of it. */
export type Recorded = { readonly operation: OperationName; readonly input: JsonObject } & (
  { readonly output: JsonObject } | { readonly error: string }
);

/** An account that keeps every call. */
export class RecordingAccount extends SequentialAccount {
  readonly recorded: Recorded[] = [];

  override async call(operation: OperationName, input: JsonObject): Promise<JsonObject> {
    try {
      const output = await super.call(operation, input);
      this.recorded.push({ operation, input, output });
      return output;
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      this.recorded.push({ operation, input, error: error.error.code });
      throw error;
    }
  }

  /** A call that AWS refuses. */
  async refused(operation: OperationName, input: JsonObject): Promise<void> {
    await expect(this.call(operation, input)).rejects.toThrow(AwsCallError);
  }
}
