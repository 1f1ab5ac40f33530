// What a board exports.
import type { Download } from "@playwright/test";

type Part = { workspace: string; rows: unknown[]; waiting: unknown[]; refused: unknown[] };

/** The copy that was saved. */
export async function read(copy: Download): Promise<{ workspaces: Part[] }> {
  let text = "";
  for await (const part of await copy.createReadStream()) text += part;
  return JSON.parse(text);
}
