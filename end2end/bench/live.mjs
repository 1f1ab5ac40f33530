// A crowd at one link while effort after effort arrives: none lost, none doubled, in order; one that does not read; and all at once anew.
import { Worker } from "node:worker_threads";
import { now, pause, summary } from "./stats.mjs";
import { inbox } from "./viewers.mjs";
import { memory } from "./watch.mjs";
import { logEffort } from "./workspace.mjs";

/** People approached, of each effort. */
const EACH = 23;

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {{ role: string, path: string, cookie: string }} shared
 * @param {{ viewers: number, rate: number, seconds: number }} size
 */
export async function live(workspace, shared, { viewers, rate, seconds }) {
  const { server } = workspace;
  const device = await workspace.device();
  let already = 0;

  /** @param {number} stalled */
  const crowd = async (stalled) => {
    const before = memory(server.pid).now;
    const path = `${shared.path}/events`;
    const worker = new Worker(new URL("./live-crowd.mjs", import.meta.url), { workerData: { url: server.url, path, cookie: shared.cookie, viewers, stalled } });
    const said = inbox(worker);
    await said.next("watching");
    await pause(500);
    return { worker, said, perViewer: (memory(server.pid).now - before) / viewers };
  };

  /** @param {Awaited<ReturnType<typeof crowd>>} of */
  const told = async ({ worker, said }) => {
    const count = rate * seconds;
    const numbers = Array.from({ length: count }, (_, at) => (already + at + 1) * EACH);
    worker.postMessage({ kind: "expect", numbers });
    await said.next("expecting");
    /** When each was sent. @type {Map<number, number>} */
    const sent = new Map();
    const began = now();
    for (const [at, number] of numbers.entries()) {
      const due = began + (at * 1_000) / rate;
      if (now() < due) await pause(due - now());
      sent.set(number, now());
      await device.push([logEffort(shared.role)]);
    }
    already += count;
    worker.postMessage({ kind: "tell" });
    const { had, events, wrong, lacking } = await said.next("told");
    const waits = had.flatMap((/** @type {[number, number[]]} */ [number, times]) => times.map((time) => time - (sent.get(number) ?? NaN)));
    return { sent: count, heard: waits.length, events, wrong, lacking, waits: summary(waits) };
  };

  const calm = await crowd(0);
  const alone = await told(calm);
  calm.worker.postMessage({ kind: "reconnect" });
  const { took } = await calm.said.next("back");
  calm.worker.postMessage({ kind: "leave" });
  await calm.said.next("left");
  await calm.worker.terminate();
  await pause(1_000);
  const held = await crowd(1);
  const besides = await told(held);
  held.worker.postMessage({ kind: "leave" });
  await held.said.next("left");
  await held.worker.terminate();
  device.close();
  return { viewers, rate, seconds, perViewer: calm.perViewer, alone, besides, reconnected: took };
}
