// Many viewers of one link: how soon the last of them has a commit, and what each costs the server.
import { Worker } from "node:worker_threads";
import { now, pause, summary } from "./stats.mjs";
import { memory, watch } from "./watch.mjs";
import { logEffort } from "./workspace.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {{ role: string, path: string, cookie: string }} shared
 * @param {number} viewers @param {number} rounds
 */
export async function viewers(workspace, shared, viewers, rounds) {
  const { server } = workspace;
  const device = await workspace.device();
  const before = memory(server.pid).now;
  const crowd = new Worker(new URL("./crowd.mjs", import.meta.url), { workerData: { url: server.url, ...shared, viewers } });
  const said = inbox(crowd);
  await said.next("watching");
  await pause(500);
  const connected = memory(server.pid).now;

  /** @type {{ sent: number, first: number, half: number, last: number, ack: number }[]} */
  const taken = [];
  let size = 0;
  const end = await watch(server);
  for (let round = 0; round < rounds; round++) {
    const heard = said.next("all");
    const sent = now();
    await device.push([logEffort(shared.role)]);
    const acked = now();
    crowd.postMessage(round + 1);
    const { first, half, last, bytes } = await heard;
    taken.push({ sent, ack: acked - sent, first: first - sent, half: half - sent, last: last - sent });
    size = bytes;
    await pause(50);
  }
  const used = await end();
  const after = memory(server.pid);
  crowd.postMessage("leave");
  await said.next("left");
  await crowd.terminate();
  device.close();
  await pause(300);
  const of = (/** @type {"first" | "half" | "last" | "ack"} */ what) => summary(taken.map((round) => round[what]));
  return {
    viewers, rounds, size, used,
    ack: of("ack"), first: of("first"), half: of("half"), last: of("last"),
    afterAck: summary(taken.map((round) => round.last - round.ack)),
    perViewer: (connected - before) / viewers,
    perViewerLater: (after.now - before) / viewers,
    left: memory(server.pid).now,
    serverPerSend: used.serverSeconds / (rounds * viewers),
  };
}

/** Messages of a worker by their kind, each once. @param {Worker} worker */
function inbox(worker) {
  /** @type {any[]} */
  const kept = [];
  /** @type {{ kind: string, resolve: (message: any) => void }[]} */
  const waiting = [];
  worker.on("message", (message) => {
    const at = waiting.findIndex((other) => other.kind === message.kind);
    if (at < 0) kept.push(message);
    else waiting.splice(at, 1)[0].resolve(message);
  });
  return {
    /** @param {string} kind @returns {Promise<any>} */
    next: (kind) =>
      new Promise((resolve, reject) => {
        const at = kept.findIndex((message) => message.kind === kind);
        if (at >= 0) return resolve(kept.splice(at, 1)[0]);
        const late = setTimeout(() => reject(new Error(`The viewers did not say "${kind}" within 30 s`)), 30_000);
        waiting.push({ kind, resolve: (message) => { clearTimeout(late); resolve(message); } });
      }),
  };
}
