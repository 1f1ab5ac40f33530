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
  /** @type {Awaited<ReturnType<Awaited<ReturnType<typeof watch>>>> | undefined} */
  let used;
  const told = await fanOut(
    { pid: server.pid, url: server.url, path: `${shared.path}/events`, cookie: shared.cookie },
    { viewers, rounds },
    () => device.push([logEffort(shared.role)]),
    async (all) => {
      const end = await watch(server);
      await all();
      used = await end();
    },
  );
  device.close();
  if (!used) throw new Error("Nothing was watched");
  return { ...told, used, serverPerSend: used.serverSeconds / (rounds * viewers) };
}

/**
 * All of these listen; something is sent, so many times, and each time all hear it.
 * @param {{ pid: number | undefined, url: string, path: string, cookie?: string, topic?: string }} at
 * @param {{ viewers: number, rounds: number }} size
 * @param {() => Promise<unknown>} send
 * @param {(all: () => Promise<void>) => Promise<void>} around
 */
export async function fanOut(at, { viewers, rounds }, send, around = (all) => all()) {
  const { pid, url, path, cookie = "", topic } = at;
  const before = memory(pid).now;
  const crowd = new Worker(new URL("./crowd.mjs", import.meta.url), { workerData: { url, path, cookie, topic, viewers } });
  const said = inbox(crowd);
  await said.next("watching");
  await pause(500);
  const connected = memory(pid).now;

  /** @type {{ ack: number, first: number, half: number, nearly: number, last: number }[]} */
  const taken = [];
  let size = 0;
  await around(async () => {
    for (let round = 0; round < rounds; round++) {
      const heard = said.next("all");
      const sent = now();
      await send();
      const acked = now();
      crowd.postMessage(round + 1);
      const { first, half, nearly, last, bytes } = await heard;
      taken.push({ ack: acked - sent, first: first - sent, half: half - sent, nearly: nearly - sent, last: last - sent });
      size = bytes;
      await pause(50);
    }
  });
  const after = memory(pid);
  crowd.postMessage("leave");
  await said.next("left");
  await crowd.terminate();
  await pause(300);
  const of = (/** @type {keyof (typeof taken)[number]} */ what) => summary(taken.map((round) => round[what]));
  return {
    viewers, rounds, size,
    ack: of("ack"), first: of("first"), half: of("half"), nearly: of("nearly"), last: of("last"),
    afterAck: summary(taken.map((round) => round.last - round.ack)),
    perViewer: (connected - before) / viewers,
    perViewerLater: (after.now - before) / viewers,
    left: memory(pid).now,
  };
}

/** Messages of a worker by their kind, each once. @param {Worker} worker */
export function inbox(worker) {
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
