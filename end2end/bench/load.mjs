// A load for a while: how long each turn took, and what the server used for them.
import { now, pause, summary } from "./stats.mjs";
import { watch } from "./watch.mjs";

/**
 * Each of these takes one turn after the other; what they took in the beginning is not counted.
 * @template {{ close(): void }} T
 * @param {import("./workspace.mjs").Workspace["server"]} server @param {T[]} all @param {(one: T) => Promise<unknown>} turn
 * @param {number} seconds @param {number} warm milliseconds at the most
 */
export async function load(server, all, turn, seconds, warm) {
  return turns(all, turn, seconds, warm, () => watch(server));
}

/**
 * The same of any server: `look` begins to watch, and its answer ends that.
 * @template {{ close(): void }} T @template U
 * @param {T[]} all @param {(one: T) => Promise<unknown>} turn
 * @param {number} seconds @param {number} warm @param {() => Promise<() => Promise<U>>} look
 */
export async function turns(all, turn, seconds, warm, look) {
  let running = true;
  /** @type {number[]} */
  let taken = [];
  const work = all.map(async (one) => {
    while (running) {
      const began = now();
      await turn(one);
      taken.push(now() - began);
    }
  });
  await pause(Math.min(warm, seconds * 250));
  taken = [];
  const end = await look();
  await pause(seconds * 1_000);
  const used = await end();
  const waits = summary(taken);
  running = false;
  await Promise.all(work);
  all.forEach((one) => one.close());
  return { waits, used };
}
