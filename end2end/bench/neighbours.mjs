// What one client feels while something goes wrong, or much goes on, beside it: it logs one effort after the other in a workspace of its own.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../support/process.mjs";
import { now, pause, summary } from "./stats.mjs";
import { addLeader, addRole, claim, logEffort, uuid, Workspace } from "./workspace.mjs";

/** How long a slow disk takes for each sync, in milliseconds. */
const SLOW = 50;
const PER_PUSH = 200;

/** Preloaded before the system's own: Linux with a C compiler. */
const SLOW_DISK = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int later(const char *name, int fd) {
  usleep(${SLOW * 1000});
  return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
}
int fsync(int fd) { return later("fsync", fd); }
int fdatasync(int fd) { return later("fdatasync", fd); }
`;

/** The clock on the wall stands where it stood at first; what measures how long something takes goes on. */
const STANDING_CLOCK = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static int (*real)(clockid_t, struct timespec *);
static struct timespec stood;
int clock_gettime(clockid_t clock, struct timespec *at) {
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  if (clock != CLOCK_REALTIME) return real(clock, at);
  if (!stood.tv_sec) real(clock, &stood);
  *at = stood;
  return 0;
}
`;

/** @typedef {{ workspaces: number, rows: number, readers: number, seconds: number }} Size */

/** A further workspace of the same person, with a role. @param {Workspace} of */
async function another(of) {
  const answer = await fetch(`${of.server.url}/api/v1/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: of.server.url, cookie: of.cookie },
    body: JSON.stringify({ request: randomUUID(), name: "Another", zone: "Europe/London" }),
  });
  if (!answer.ok) throw new Error(`A workspace was answered ${answer.status}: ${await answer.text()}`);
  const { entered } = await answer.json();
  const workspace = new Workspace(of.server, entered, of.cookie, of.person);
  const device = await workspace.device();
  const [leader, role] = [uuid(), uuid()];
  await device.push([addLeader(leader, "Dana Whitfield"), addRole(role, leader, "Engineer")]);
  return { workspace, device, role };
}

/** @typedef {Awaited<ReturnType<typeof another>>} One */

/** Logs as long as something else goes on. @param {One} one @param {() => Promise<unknown>} beside */
async function felt(one, beside) {
  /** @type {number[]} */
  const waits = [];
  let running = true;
  const logs = (async () => {
    while (running) {
      const began = now();
      await one.device.push([logEffort(one.role)]);
      waits.push(now() - began);
    }
  })();
  await beside();
  running = false;
  await logs;
  return summary(waits);
}

/** @param {One[]} all @param {number} seconds */
async function allPush(all, seconds) {
  const end = now() + seconds * 1_000;
  await Promise.all(all.map(async ({ device, role }) => {
    while (now() < end) await device.push([logEffort(role)]);
  }));
}

/** Streams that are opened and not read. @param {Workspace} workspace @param {{ path: string, cookie: string }} link @param {number} count */
async function readers(workspace, link, count) {
  const { hostname, port, host } = new URL(workspace.server.url);
  return Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${link.path}/events HTTP/1.1\r\nhost: ${host}\r\ncookie: ${link.cookie}\r\n\r\n`);
      socket.pause();
      const byte = setInterval(() => socket.read(1), 1_000);
      socket.on("close", () => clearInterval(byte));
      socket.on("error", () => clearInterval(byte));
      resolve(socket);
    });
  })));
}

/** @param {Size} size */
export async function neighbours({ workspaces, rows, readers: count, seconds }) {
  const server = await startServer();
  /** @type {{ what: string, waits: ReturnType<typeof summary> }[]} */
  const found = [];
  try {
    const owner = await claim(server);
    let one = await another(owner);
    const note = async (/** @type {string} */ what, /** @type {() => Promise<unknown>} */ beside) => {
      found.push({ what, waits: await felt(one, beside) });
    };
    await note("nothing", () => pause(seconds * 1_000));

    const others = [];
    for (let n = 0; n < workspaces; n++) others.push(await another(owner));
    await note(`${workspaces} workspaces, each with a client that does the same`, () => allPush(others, seconds));
    others.forEach(({ device }) => device.close());

    const careless = await another(owner);
    const many = (/** @type {string} */ role, /** @type {number} */ count) => Array.from({ length: count }, () => logEffort(role));
    await note(`pushes of ${PER_PUSH} of which one is refused`, async () => {
      const end = now() + seconds * 1_000;
      while (now() < end) await careless.device.push([...many(careless.role, PER_PUSH - 1), logEffort(uuid())], 0, 1);
    });
    careless.device.close();

    const watched = await another(owner);
    const link = await watched.workspace.share(watched.device, { role: watched.role });
    const slow = await readers(owner, link, count);
    await note(`${count} viewers who read a byte a second, while what they look at changes`, () => allPush([watched], seconds));
    slow.forEach((/** @type {any} */ socket) => socket.destroy());
    watched.device.close();

    const large = await another(owner);
    for (let done = 0; done < rows; done += PER_PUSH) await large.device.push(many(large.role, PER_PUSH));
    large.device.close();
    one.device.close();
    await server.stop();
    await server.start();
    one = { ...one, device: await one.workspace.device() };
    const device = await large.workspace.device();
    await one.device.push([logEffort(one.role)]);
    let loaded = NaN;
    await note(`a workspace of ${rows.toLocaleString("en-GB")} efforts that is read`, async () => {
      const began = now();
      await device.push([logEffort(large.role)]);
      loaded = now() - began;
    });
    one.device.close();
    device.close();
    const slowDisk = await onAnother(SLOW_DISK, seconds);
    const standing = await onAnother(STANDING_CLOCK, seconds);
    return { found, loaded, rows, slowDisk: slowDisk && { ms: SLOW, ...slowDisk }, standing };
  } finally {
    await server.dispose();
  }
}

/** With another disk or clock; undefined where none can be made up. @param {string} source @param {number} seconds */
async function onAnother(source, seconds) {
  const folder = mkdtempSync(join(tmpdir(), "fulcrum-preload-"));
  const library = join(folder, "another.so");
  try {
    writeFileSync(`${library}.c`, source);
    execFileSync("cc", ["-shared", "-fPIC", "-o", library, `${library}.c`, "-ldl"], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const server = await startServer({ env: { LD_PRELOAD: library } });
  try {
    const owner = await claim(server);
    const all = [];
    for (let n = 0; n < 16; n++) all.push(await another(owner));
    const [first] = all;
    const link = await first.workspace.share(first.device, { role: first.role });
    const alone = await felt(first, () => pause(seconds * 1_000));
    const beside = await felt(first, () => allPush(all.slice(1), seconds));
    /** @type {number[]} */
    const pages = [];
    await felt(first, async () => {
      const end = now() + seconds * 1_000;
      while (now() < end) {
        const began = now();
        await (await fetch(`${server.url}${link.path}`, { headers: { cookie: link.cookie } })).text();
        pages.push(now() - began);
      }
    });
    return { alone, beside, pages: summary(pages) };
  } finally {
    await server.dispose();
    rmSync(folder, { recursive: true });
  }
}
