// Durable acknowledged commands a second: each client sends one command and waits for its acknowledgement.
import { now, pause, summary } from "./stats.mjs";
import { watch } from "./watch.mjs";
import { logEffort } from "./workspace.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {string} role
 * @param {number} clients @param {number} seconds
 */
export async function commits(workspace, role, clients, seconds) {
  const devices = await Promise.all(Array.from({ length: clients }, () => workspace.device()));
  let running = true;
  /** @type {number[]} */
  let taken = [];
  const work = devices.map(async (device) => {
    while (running) {
      const began = now();
      await device.push([logEffort(role)]);
      taken.push(now() - began);
    }
  });
  await pause(Math.min(1_000, seconds * 250));
  taken = [];
  const end = await watch(workspace.server);
  await pause(seconds * 1_000);
  const used = await end();
  const waits = summary(taken);
  running = false;
  await Promise.all(work);
  devices.forEach((device) => device.close());
  return { clients, rate: waits.n / used.wall, commitRate: used.batches / used.wall, waits, used };
}
