// What machine this is, and how fast its disk confirms a small write.
import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { cpus, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { summary } from "./stats.mjs";

export function machine() {
  return {
    cpu: first(read("/proc/cpuinfo"), /^model name\s*:\s*(.+)$/m) ?? cpus()[0]?.model ?? "unknown processor",
    cores: cpus().length,
    memory: totalmem(),
    kernel: `${type()} ${release()}`,
    disk: disk(tmpdir()),
    load: first(read("/proc/loadavg"), /^(\S+ \S+ \S+)/) ?? "unknown",
  };
}

/** The file system under a folder. @param {string} folder */
function disk(folder) {
  try {
    return execFileSync("df", ["--output=fstype,source", folder], { encoding: "utf8" }).trim().split("\n").at(-1)?.trim().replace(/\s+/, " on ");
  } catch {
    return `type 0x${statfsSync(folder).type.toString(16)}`;
  }
}

/** The short name of the commit that is measured; empty outside a repository. */
export function commit() {
  try {
    const short = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const changed = execFileSync("git", ["status", "--porcelain", "--", ":/src", ":/Cargo.lock"], { encoding: "utf8" });
    return short.trim() + (changed ? " with changes" : "");
  } catch {
    return "";
  }
}

/** What a commit of one command writes to the log: pages of tables and of their indexes. */
const PAGES = 9;

/**
 * How long `fdatasync` takes after 4 KiB were written, where the server's data is:
 * no acknowledged write can be quicker. Milliseconds.
 * @param {number} times
 */
export function syncFloor(times) {
  const file = join(tmpdir(), `fulcrum-floor-${process.pid}`);
  const descriptor = openSync(file, "w");
  const block = Buffer.alloc(4096, 7);
  /** @param {number} kept how many blocks are written over in turn, as in a log that is used again @param {number} [each] how many at a time */
  const measure = (kept, each = 1) => {
    const taken = [];
    for (let i = 0; i < times; i++) {
      const began = performance.now();
      for (let n = 0; n < each; n++) writeSync(descriptor, block, 0, block.length, ((i * each + n) % kept) * block.length);
      fdatasyncSync(descriptor);
      taken.push(performance.now() - began);
    }
    return summary(taken);
  };
  try {
    const appended = measure(Infinity);
    const kept = Math.min(times, 64);
    return { appended, overwritten: measure(kept), commit: measure(kept, PAGES) };
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} text @param {RegExp} pattern */
function first(text, pattern) {
  return text.match(pattern)?.[1]?.trim();
}
