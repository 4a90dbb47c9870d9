/** Functions that call functions. */
import { CloudError } from "../errors";
import type { InstancePool } from "../functions/instancePool";
import { text, type Actions } from "./action";

export function functionActions(pool: InstancePool): Actions {
  return {
    "functions.invokeFunction": async (parameters, context) => {
      const source = parameters["request_data"];
      const event = typeof source === "string" ? source : "";
      if (Buffer.byteLength(event) > pool.options.limits.functionPayloadBytes) {
        throw new CloudError("EXCEED_MAX_PAYLOAD_SIZE", "the request's data is too large");
      }
      const chain =
        context.callingFunction === null ? "wx_http" : `${context.source.split(",")[0] || "scf"},scf`;
      const name = text(parameters, "function_name");
      const result = await pool.call(name, event ? JSON.parse(event) : {}, { source: "function", chain });
      return { data: { response_data: JSON.stringify(result) } };
    },
  };
}
