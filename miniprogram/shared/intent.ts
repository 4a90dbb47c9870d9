import type { CallInput, CallName } from "../../contracts/calls";
import { call, type CallResult, newOperationId } from "./cloud";

/**
 * One thing that the user wants written. Tapping again or sending again after a failure carries the same operationId,
 * so the cloud does it once; other words or another version are another intent, and so is the same after it succeeded.
 */
export class Intent {
  private content = "";
  private operationId = "";

  async send<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<N>> {
    const content = JSON.stringify([name, input]);
    if (content !== this.content) {
      this.content = content;
      this.operationId = newOperationId();
    }
    const result = await call(name, input, { operationId: this.operationId });
    if (result.ok) this.content = "";
    return result;
  }
}
