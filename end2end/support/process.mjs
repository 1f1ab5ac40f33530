// A Fulcrum server of one's own: the release binary on a free loopback port with its own data.
// Plain JavaScript, so that the benchmarks can use it without a build.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const REPO = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = process.env.FULCRUM_BIN ?? join(REPO, "target/release/fulcrum");
const START_MS = 20_000;
const STOP_MS = 10_000;

/** @typedef {{ dataDir?: string, port?: number, env?: Record<string, string> }} Options */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/**
 * Starts a server and waits until it is ready. Without a `dataDir` it gets a new one,
 * which `dispose` deletes; `env` is added to the environment.
 * @param {Options} [options]
 */
export async function startServer(options = {}) {
  const ownsData = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "fulcrum-")));
  const server = new Server(dataDir, ownsData, options.port ?? (await freePort()), options.env ?? {});
  try {
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}

export class Server {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #child;
  #stdout = "";
  #log = "";
  #ownsData;
  #env;

  /**
   * @param {string} dataDir
   * @param {boolean} ownsData
   * @param {number} port
   * @param {Record<string, string>} env
   */
  constructor(dataDir, ownsData, port, env) {
    this.dataDir = dataDir;
    this.port = port;
    this.#ownsData = ownsData;
    this.#env = env;
  }

  /** The address without a slash at its end. */
  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where it tells its figures, if it was told to. */
  get metricsUrl() {
    const address = this.#env.FULCRUM_METRICS_ADDR;
    return address && `http://${address}/metrics`;
  }

  /** The process id, while it runs. */
  get pid() {
    return this.#child?.pid;
  }

  /** Where to claim this server, as the latest start printed it; undefined once it is claimed. */
  get claimUrl() {
    return this.#stdout.match(/^Open (http:\/\/\S+\/claim\?code=\S+)/m)?.[1];
  }

  /** All that was printed, over all starts, both streams. */
  logs() {
    return this.#log;
  }

  async start() {
    if (this.#child) throw new Error("The server is already running");
    this.#stdout = "";
    const child = spawn(BINARY, [], {
      cwd: this.dataDir,
      env: {
        ...process.env,
        FULCRUM_ADDR: `127.0.0.1:${this.port}`,
        FULCRUM_DATA: this.dataDir,
        FULCRUM_PUBLIC_URL: this.url,
        ...this.#env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    running.add(child);
    child.on("error", (error) => (this.#log += `${error}\n`));
    child.on("close", () => running.delete(child));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      this.#stdout += text;
      this.#log += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (this.#log += text));
    await this.#ready(child);
  }

  /** Ends as an operator would, and waits for it. */
  async stop() {
    await this.#end("SIGTERM");
  }

  /** Ends as a crash or a power cut would. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Starts again at the same address with the same data. */
  async restart() {
    await this.stop();
    await this.start();
  }

  /** The same program's other commands, on the same data: `backup`, `restore`. @param {string[]} args */
  run(...args) {
    execFileSync(BINARY, args, { env: { ...process.env, FULCRUM_DATA: this.dataDir } });
  }

  /** Ends it and deletes the data made for it. */
  async dispose() {
    await this.#end("SIGKILL");
    if (this.#ownsData) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  /** @param {"SIGTERM" | "SIGKILL"} signal */
  async #end(signal) {
    const child = this.#child;
    this.#child = undefined;
    if (!child || hasEnded(child)) return;
    const closed = once(child, "close");
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await closed;
    clearTimeout(late);
    if (signal === "SIGTERM" && child.signalCode === "SIGKILL") {
      throw new Error(`The server did not stop within ${STOP_MS / 1000} s\n${this.#log}`);
    }
  }

  /** @param {import("node:child_process").ChildProcess} child */
  async #ready(child) {
    const deadline = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (hasEnded(child) || child.pid === undefined) {
        throw new Error(`The server ended while it started (${BINARY})\n${this.#log}`);
      }
      if (Date.now() > deadline) throw new Error(`The server was not ready in time\n${this.#log}`);
      await pause(20);
    }
    // It prints where to open it before it answers, but a pipe may be a moment behind.
    const printed = Date.now() + 2_000;
    while (!/^Open \S+/m.test(this.#stdout) && Date.now() < printed) await pause(10);
  }

  async #isReady() {
    try {
      return (await fetch(`${this.url}/readyz`)).status === 200;
    } catch {
      return false;
    }
  }
}

/** @param {import("node:child_process").ChildProcess} child */
function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

/** @returns {Promise<number>} */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
