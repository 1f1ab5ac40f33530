// Measures the release binary and writes docs/BENCHMARKS.md.
//   node bench/bench.mjs            everything, about five minutes
//   node bench/bench.mjs --quick    a short run to try it out; prints, writes nothing
//   node bench/bench.mjs --only taps,commits   some parts; prints, writes nothing
//   node bench/bench.mjs --peers    with a peer in the same run, where it can be had: about five minutes more
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fill } from "./big.mjs";
import { commits } from "./commits.mjs";
import { forecast } from "./forecast.mjs";
import { live } from "./live.mjs";
import { commit, machine, syncFloor } from "./machine.mjs";
import { neighbours } from "./neighbours.mjs";
import { offline } from "./offline.mjs";
import { opening } from "./opening.mjs";
import { pages } from "./pages.mjs";
import { peers } from "./peers.mjs";
import { phone } from "./phone.mjs";
import { ratios } from "./report-peers.mjs";
import { report, warnings } from "./report.mjs";
import { starts } from "./start.mjs";
import { taps } from "./taps.mjs";
import { viewers } from "./viewers.mjs";
import { visits } from "./visit.mjs";
import { memory, startWatched } from "./watch.mjs";
import { claim } from "./workspace.mjs";

const PAPER = fileURLToPath(new URL("../../docs/BENCHMARKS.md", import.meta.url));
const FULL = { seconds: 6, watching: 5_000, watched: 20, rate: 20, taps: 150, viewers: 1_000, rounds: 40, starts: 10, syncs: 1_000, roles: 200, efforts: 60_000, waiting: 5_000, workspaces: 256, large: 500_000, readers: 100, slow: 7, fast: 7, phones: 7, touches: 15 };
const QUICK = { seconds: 1, watching: 500, watched: 5, rate: 20, taps: 15, viewers: 200, rounds: 5, starts: 3, syncs: 200, roles: 40, efforts: 5_000, waiting: 400, workspaces: 16, large: 10_000, readers: 10, slow: 1, fast: 1, phones: 1, touches: 3 };

const { values: given } = parseArgs({ options: { quick: { type: "boolean" }, peers: { type: "boolean" }, only: { type: "string" } } });
const size = given.quick ? QUICK : FULL;
const only = given.only?.split(",");

/**
 * Runs a part, unless it was left out.
 * @template T @param {string} name @param {() => Promise<T>} run @returns {Promise<T | undefined>}
 */
async function part(name, run) {
  if (only && !only.includes(name)) return undefined;
  const began = performance.now();
  process.stdout.write(`${name} … `);
  const found = await run();
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`);
  return found;
}

/** One after the other: side by side they would measure each other. @template T @param {number[]} list @param {(n: number) => Promise<T>} run */
async function each(list, run) {
  const found = [];
  for (const item of list) found.push(await run(item));
  return found;
}

async function small() {
  const server = await startWatched();
  try {
    const empty = memory(server.pid).now;
    const workspace = await claim(server);
    const device = await workspace.device();
    const shared = await workspace.shared(device);
    device.close();
    const found = {
      empty,
      taps: await part("taps", () => taps(workspace, shared, size.taps)),
      commits: await part("commits", () => each([1, 16, 64], (clients) => commits(workspace, shared.role, clients, size.seconds))),
      pages: await part("pages", () => each([1, 16, 64], (clients) => pages(workspace, shared, clients, size.seconds / 2))),
      viewers: await part("viewers", () => viewers(workspace, shared, size.viewers, size.rounds)),
    };
    const most = memory(server.pid).peak;
    await server.stop();
    return { ...found, most, starts: await part("starts", () => starts(server, size.starts, shared)) };
  } finally {
    await server.dispose();
  }
}

/** One link of a workspace of its own, and many who look at it. */
async function crowded() {
  if (only && !only.includes("live")) return undefined;
  const server = await startWatched();
  try {
    const workspace = await claim(server);
    const device = await workspace.device();
    const shared = await workspace.shared(device);
    device.close();
    return await part("live", () => live(workspace, shared, { viewers: size.watching, rate: size.rate, seconds: size.seconds }));
  } finally {
    await server.dispose();
  }
}

/** What waits on a device, in a workspace of its own. */
async function waited() {
  if (only && !only.includes("offline")) return undefined;
  const server = await startWatched();
  try {
    const workspace = await claim(server);
    const device = await workspace.device();
    const { role } = await workspace.shared(device);
    device.close();
    return await part("offline", () => offline(workspace, role, size.waiting));
  } finally {
    await server.dispose();
  }
}

/** In a workspace of its own. */
async function past() {
  if (only && !only.includes("forecast")) return undefined;
  const server = await startWatched();
  try {
    const workspace = await claim(server);
    return await part("forecast", () => forecast(workspace, size.touches));
  } finally {
    await server.dispose();
  }
}

async function big() {
  if (only && !only.some((name) => name.startsWith("big"))) return undefined;
  const server = await startWatched();
  try {
    const workspace = await claim(server);
    const filled = await part("big-fill", () => fill(workspace, size.roles, size.efforts));
    if (!filled) throw new Error("--only with parts of the big workspace needs big-fill too");
    const memoryFilled = memory(server.pid).now;
    const one = { ...filled.link, role: filled.role };
    const found = {
      filled,
      memoryFilled,
      commits: await part("big-commits", () => commits(workspace, filled.role, 1, size.seconds / 2)),
      pages: await part("big-pages", () => pages(workspace, filled.link, 16, size.seconds / 2)),
      viewer: await part("big-viewer", () => viewers(workspace, one, 1, size.rounds)),
      opening: await part("big-opening", () => opening(workspace, size.efforts, [{ rate: 4, times: size.slow }, { rate: 1, times: size.fast }])),
    };
    await server.stop();
    return { ...found, starts: await part("big-starts", () => starts(server, Math.ceil(size.starts / 2), filled.link)) };
  } finally {
    await server.dispose();
  }
}

const began = new Date();
const found = {
  began,
  commit: commit(),
  size,
  machine: machine(),
  before: syncFloor(size.syncs),
  peers: given.peers || only?.includes("peers") ? await part("peers", () => peers({ seconds: size.seconds, viewers: size.watching, rounds: size.watched })) : undefined,
  small: await small(),
  live: await crowded(),
  visits: await part("visits", visits),
  forecast: await past(),
  offline: await waited(),
  neighbours: await part("neighbours", () => neighbours({ workspaces: size.workspaces, rows: size.large, readers: size.readers, seconds: size.seconds / 2 })),
  phone: await part("phone", () => phone(size.phones)),
  big: await big(),
  after: syncFloor(size.syncs),
  minutes: (Date.now() - began.getTime()) / 60_000,
};

if (found.peers) console.log(ratios(found.peers));
else if (given.peers) console.warn("warning: no peer could be had: python3 and pip fetch it");
if (only) {
  console.log(JSON.stringify(found, undefined, 1));
} else {
  const text = report(found);
  if (given.quick) console.log(text);
  else await writeFile(PAPER, text);
}
for (const warning of warnings(found)) console.warn(`warning: ${warning}`);
// Connections that the servers held open end with this process.
process.exit(0);
