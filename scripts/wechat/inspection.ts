/** What the gates look at, and what each gives back. */
import type { WechatTools } from "./tools";

export interface Finding {
  /** relative to the project's folder */
  file: string;
  line?: number;
  /** what is wrong and what to do */
  message: string;
}

export interface GateResult {
  gate: string;
  /** how much it read, by kind; a gate that read nothing has failed */
  read: Record<string, number>;
  findings: Finding[];
  /** worth knowing, fails nothing */
  notes?: string[];
}

export interface Inspection {
  /** a copy of the project, with what the compilers need and nothing else */
  root: string;
  tools: WechatTools;
  official: OfficialResult;
  /** miniprogram_npm wasn't what packNpm() makes of the product */
  npmIsStale: boolean;
  /** what packNpm() said, where it failed */
  npmError: string | null;
}

/** What the vendor's tool said, run in a process of its own (official.ts). */
export interface OfficialResult {
  /** the error that ended the compile, as the tool words it */
  compileError: string | null;
  /** the folder that holds the compiled files; empty after an error */
  compiledFolder: string;
  /** path → bytes */
  compiledFiles: Record<string, number>;
  /** the folder that the vendor's npm packing filled */
  vendorNpmFolder: string;
  npmWarnings: string[];
  quality: QualityItem[];
  /** hosts it tried to reach and was refused */
  refusedHosts: string[];
  milliseconds: number;
}

export interface QualityItem {
  name: string;
  success: boolean;
  text?: string;
  detail?: unknown;
}
