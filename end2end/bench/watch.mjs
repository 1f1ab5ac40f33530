// What a server process used while something was measured: processor, memory, disk, batches.
import { readFileSync, readdirSync } from "node:fs";
import { freePort, startServer } from "../support/process.mjs";

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** @typedef {import("../support/process.mjs").Server} Server */

/** Resident memory now and at its most, in bytes. @param {number | undefined} pid */
export function memory(pid) {
  const status = read(`/proc/${pid}/status`);
  const field = (/** @type {string} */ name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"))?.[1] ?? NaN) * 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** Seconds of processor time, user and system. @param {string} path a `stat` file */
function seconds(path) {
  // The name may hold spaces, so fields are counted from its closing bracket.
  const fields = read(path).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** How often any thread waited for another or for the disk. @param {number | undefined} pid */
function sleeps(pid) {
  let waits = 0;
  for (const id of list(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${id}`;
    waits += Number(read(`${folder}/status`).match(/^voluntary_ctxt_switches:\s+(\d+)/m)?.[1] ?? 0);
  }
  return waits;
}

/** Seconds for which all cores together were busy, whoever used them. */
function machineBusy() {
  const [user, nice, system, , , irq, soft] = (read("/proc/stat").match(/^cpu +(.+)$/m)?.[1] ?? "").split(" ").map(Number);
  return (user + nice + system + irq + soft) / TICKS;
}

/** Starts a server that tells its figures. */
export async function startWatched() {
  return startServer({ env: { FULCRUM_METRICS_ADDR: `127.0.0.1:${await freePort()}` } });
}

/** Figures of `/metrics`, by their whole name. @param {Server} server */
async function metrics(server) {
  const text = await (await fetch(server.metricsUrl ?? "")).text();
  const pairs = text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const at = line.lastIndexOf(" ");
    return /** @type {[string, number]} */ ([line.slice(0, at), Number(line.slice(at + 1))]);
  });
  return Object.fromEntries(pairs);
}

/** Begins to watch; the answer ends it and says what was used since. @param {Server} server */
export async function watch(server) {
  const before = await look(server);
  return async () => {
    const after = await look(server);
    const wall = (after.at - before.at) / 1000;
    const batches = after.batches - before.batches;
    const [kept, load] = [(after.used - before.used) / wall, (after.own - before.own) / wall];
    return {
      wall,
      /** Cores that the server kept busy. */
      server: kept,
      serverSeconds: after.used - before.used,
      /** Cores that this load generator kept busy. */
      load,
      /** Cores that neither of them kept busy, but something else did. */
      others: Math.max(0, (after.busy - before.busy) / wall - kept - load),
      /** How often a thread of the server went to sleep until another thread, or the disk, woke it. */
      waits: after.waits - before.waits,
      batches,
      perBatch: (after.jobs - before.jobs) / batches,
      written: after.written - before.written,
    };
  };
}

/** @param {Server} server */
async function look(server) {
  const figures = await metrics(server);
  const own = process.cpuUsage();
  return {
    batches: figures.fulcrum_batch_jobs_count ?? 0,
    jobs: figures.fulcrum_batch_jobs_sum ?? 0,
    used: seconds(`/proc/${server.pid}/stat`),
    waits: sleeps(server.pid),
    busy: machineBusy(),
    written: Number(read(`/proc/${server.pid}/io`).match(/^write_bytes: (\d+)/m)?.[1] ?? NaN),
    own: (own.user + own.system) / 1e6,
    at: performance.now(),
  };
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
