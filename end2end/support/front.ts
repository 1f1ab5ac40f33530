// What stands before a server and makes it another build: the same site under other names, and one module of other bytes.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { test as base, type Server } from "./server.ts";

export { expect } from "@playwright/test";

/** What is in a module of the second build, and in none of the first. */
const MARK = "of-the-second-build";

/** The parts of a site that the build names: what the worker keeps, the board's folder, and what starts it. */
type Names = { build: string; board: string; boot: string };

class Front {
  readonly #second: Names;
  #isReplaced = false;
  /** What devices send does not arrive. */
  keepsBack = false;

  private constructor(
    readonly url: string,
    readonly port: number,
    readonly first: Names,
  ) {
    this.#second = Object.fromEntries(Object.entries(first).map(([part, name]) => [part, another(name)])) as Names;
  }

  static async before(server: Server, url: string): Promise<Front> {
    return new Front(url, server.port, names(await (await fetch(`${server.url}/sw.js`)).text()));
  }

  /** The build that is served now, as its own worker says. */
  async names(): Promise<Names> {
    return names(await (await fetch(`${this.url}/sw.js`)).text());
  }

  /** From now on it is the second build: of the first there is nothing left. */
  replace() {
    this.#isReplaced = true;
  }

  async answer(incoming: IncomingMessage, outgoing: ServerResponse) {
    const path = incoming.url ?? "/";
    if (this.keepsBack && path.endsWith("/push")) return void outgoing.destroy();
    if (!this.#isReplaced || !isOfSite(path)) return this.#pass(incoming, outgoing, path);
    const [old, now] = [this.first, this.#second];
    if (path.includes(old.board) || path.includes(old.boot)) return outgoing.writeHead(404).end();
    const { status, headers, body } = await this.#ask(incoming, renamed(path, now, old));
    const isModule = path.endsWith(".wasm");
    const bytes = !isModule ? Buffer.from(renamed(body.toString(), old, now)) : path.endsWith("/fulcrum_bg.wasm") ? marked(body) : body;
    outgoing.writeHead(status, { ...headers, "content-length": bytes.length }).end(bytes);
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse, path: string) {
    const { method, headers } = incoming;
    const asking = request({ host: "127.0.0.1", port: this.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    // A server that is away says nothing; one that is left hears of it.
    asking.on("error", () => outgoing.destroy());
    outgoing.on("close", () => asking.destroy());
    incoming.pipe(asking);
  }

  /** The whole answer, as it is and not packed. */
  async #ask({ headers }: IncomingMessage, path: string): Promise<{ status: number; headers: OutgoingHttpHeaders; body: Buffer }> {
    const asking = request({ host: "127.0.0.1", port: this.port, path, headers: { ...headers, "accept-encoding": "identity" } }).end();
    const [answer] = (await once(asking, "response")) as [IncomingMessage];
    const body = Buffer.concat(await answer.toArray());
    return { status: answer.statusCode ?? 502, headers: answer.headers, body };
  }
}

function names(worker: string): Names {
  const found = (what: RegExp) => {
    const name = worker.match(what)?.[1];
    if (!name) throw new Error(`the worker names no ${what}`);
    return name;
  };
  return { build: found(/"fulcrum-([0-9a-f]{12})"/), board: found(/\/(board-[0-9a-f]{12})\//), boot: found(/\/(boot-[0-9a-f]{12})\./) };
}

/** The same name with another hash. */
function another(name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return name.replace(/[0-9a-f]{12}$/, hash);
}

function renamed(text: string, from: Names, to: Names): string {
  return text.replaceAll(from.build, to.build).replaceAll(from.board, to.board).replaceAll(from.boot, to.boot);
}

/** Whether it is the board's page, its worker, or what both name: nothing else differs from build to build. */
function isOfSite(path: string): boolean {
  return !/^\/(api|p|healthz|readyz)\b/.test(path);
}

/** A module with a section more, which does nothing. */
function marked(wasm: Buffer): Buffer {
  return Buffer.concat([wasm, Buffer.from([0, MARK.length + 1, MARK.length]), Buffer.from(MARK)]);
}

/** Whether this is the module of the second build, whoever answers a page for it. */
export async function isMarked(page: Page, address: string): Promise<boolean> {
  return page.evaluate(
    async ([address, mark]) => {
      const module = await WebAssembly.compile(await (await fetch(address)).arrayBuffer());
      return WebAssembly.Module.customSections(module, mark).length > 0;
    },
    [address, MARK],
  );
}

export const test = base.extend<{ front: Front }>({
  front: async ({ server }, use) => {
    const proxy = createServer((incoming, outgoing) => front.answer(incoming, outgoing).catch(() => outgoing.destroy()));
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const { port } = proxy.address() as AddressInfo;
    const front = await Front.before(server, `http://127.0.0.1:${port}`);
    await use(front);
    proxy.close();
    proxy.closeAllConnections();
  },
  baseURL: async ({ front }, use) => {
    await use(front.url);
  },
});
