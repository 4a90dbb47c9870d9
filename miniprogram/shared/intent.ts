import { newOperationId } from "./cloud";

/**
 * Gives one intent of the user one operationId: tapping again or sending again after a failure carries the same id, so
 * the cloud does it once; other words or another version are another intent.
 */
export class Intent {
  private content = "";
  private operationId = "";

  idFor(input: unknown): string {
    const content = JSON.stringify(input);
    if (content !== this.content) {
      this.content = content;
      this.operationId = newOperationId();
    }
    return this.operationId;
  }
}
