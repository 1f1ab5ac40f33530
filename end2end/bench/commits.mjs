// Durable acknowledged commands a second: each client sends one command and waits for its acknowledgement.
import { load } from "./load.mjs";
import { logEffort } from "./workspace.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {string} role
 * @param {number} clients @param {number} seconds
 */
export async function commits(workspace, role, clients, seconds) {
  const devices = await Promise.all(Array.from({ length: clients }, () => workspace.device()));
  const { waits, used } = await load(workspace.server, devices, (device) => device.push([logEffort(role)]), seconds, 1_000);
  return { clients, rate: waits.n / used.wall, commitRate: used.batches / used.wall, waits, used };
}
