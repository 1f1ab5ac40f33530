// The same client, in the same run, against Fulcrum and a peer in turn: durable writes, and how soon all viewers have one.
import { turns } from "./load.mjs";
import { pocketbase, startPocketbase, writer } from "./pocketbase.mjs";
import { startServer } from "../support/process.mjs";
import { percentile } from "./stats.mjs";
import { fanOut } from "./viewers.mjs";
import { claim, logEffort } from "./workspace.mjs";

/** How often the two take turns. */
const TURNS = 3;

/** @typedef {{ write(): Promise<unknown>, close(): void }} Writer */
/** @typedef {{ writers: (count: number) => Promise<Writer[]>, at: Parameters<typeof fanOut>[0], dispose: () => Promise<void> }} Side */

async function fulcrum() {
  const server = await startServer();
  const workspace = await claim(server);
  const device = await workspace.device();
  const shared = await workspace.shared(device);
  device.close();
  const one = async () => {
    const device = await workspace.device();
    return { write: () => device.push([logEffort(shared.role)]), close: () => device.close() };
  };
  return {
    writers: (/** @type {number} */ count) => Promise.all(Array.from({ length: count }, one)),
    at: { pid: server.pid, url: server.url, path: `${shared.path}/events`, cookie: shared.cookie },
    dispose: () => server.dispose(),
  };
}

/** @param {string} program */
async function peer(program) {
  const server = await startPocketbase(program);
  return {
    writers: (/** @type {number} */ count) => Promise.all(Array.from({ length: count }, () => writer(server.url))),
    at: { pid: server.pid, url: server.url, path: "/api/realtime", topic: server.topic },
    dispose: server.dispose,
  };
}

/** Each begins anew, so that neither has more behind it. @template T @param {() => Promise<Side>} start @param {(side: Side) => Promise<T>} run */
async function on(start, run) {
  const side = await start();
  try {
    return await run(side);
  } finally {
    await side.dispose();
  }
}

/** Writes a second. @param {Side} side @param {number} clients @param {number} seconds */
async function writes(side, clients, seconds) {
  const look = async () => {
    const began = performance.now();
    return async () => (performance.now() - began) / 1_000;
  };
  const { waits, used } = await turns(await side.writers(clients), (one) => one.write(), seconds, 1_000, look);
  return waits.n / used;
}

/** @param {Side} side @param {{ viewers: number, rounds: number }} size */
async function heard(side, size) {
  const [one] = await side.writers(1);
  const told = await fanOut(side.at, size, () => one.write());
  one.close();
  return { p50: told.half.p50, p99: told.nearly.p50, perViewer: told.perViewer };
}

/** @param {{ seconds: number, viewers: number, rounds: number }} size */
export async function peers(size) {
  const found = pocketbase();
  if (!found) return undefined;
  const sides = [fulcrum, () => peer(found.program)];
  const works = [];
  for (const clients of [1, 16, 64]) {
    const [ours, theirs] = await inTurn(sides, (side) => writes(side, clients, size.seconds));
    works.push({ work: `durable commands a second, ${clients} ${clients === 1 ? "client" : "clients"}`, theirs: middle(theirs), ours: middle(ours), more: true });
  }
  const [ours, theirs] = await inTurn(sides, (side) => heard(side, size));
  for (const [what, of] of /** @type {const} */ ([["half of the viewers", "p50"], ["99 of 100 viewers", "p99"], ["memory of a viewer, KiB", "perViewer"]])) {
    const scale = of === "perViewer" ? 1 / 1024 : 1;
    const median = (/** @type {typeof ours} */ all) => middle(all.map((one) => one[of] * scale));
    const work = of === "perViewer" ? what : `a commit to ${what}, ms`;
    works.push({ work, theirs: median(theirs), ours: median(ours), more: false });
  }
  return { name: found.version.replace(" version", ""), viewers: size.viewers, works };
}

/** @template T @param {(() => Promise<Side>)[]} sides @param {(side: Side) => Promise<T>} run @returns {Promise<T[][]>} */
async function inTurn(sides, run) {
  /** @type {T[][]} */
  const found = sides.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [at, start] of sides.entries()) found[at].push(await on(start, run));
  }
  return found;
}

/** @param {number[]} values */
const middle = (values) => percentile(values, 50);
