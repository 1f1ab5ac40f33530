// A light HTTP/1.1 client on one kept-open connection: the load generator shares the machine with the server.
import { once } from "node:events";
import { connect } from "node:net";

const END_OF_HEAD = Buffer.from("\r\n\r\n");

export class Wire {
  #socket;
  #host;
  /** @type {Buffer} */
  #got = Buffer.alloc(0);
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */
  #waiting;

  /** @typedef {{ status: number, head: string, body: Buffer }} Answer */

  /** @param {import("node:net").Socket} socket @param {string} host */
  constructor(socket, host) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on("data", (data) => this.#hear(data));
    socket.on("error", (error) => this.#waiting?.reject(error));
    socket.on("close", () => this.#waiting?.reject(new Error("The server closed the connection")));
  }

  /** @param {string} url */
  static async open(url) {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new Wire(socket, host);
  }

  /**
   * @param {string} method @param {string} path
   * @param {Record<string, string>} headers @param {string} [body]
   * @returns {Promise<Answer>}
   */
  request(method, path, headers, body) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const length = body === undefined ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    return this.send(`${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${lines}${length}\r\n${body ?? ""}`);
  }

  /** Sends a whole request as it stands. @param {string} text @returns {Promise<Answer>} */
  send(text) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(text);
    });
  }

  close() {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  /** @param {Buffer} data */
  #hear(data) {
    this.#got = this.#got.length === 0 ? data : Buffer.concat([this.#got, data]);
    const at = this.#got.indexOf(END_OF_HEAD);
    if (at < 0) return;
    const head = this.#got.toString("latin1", 0, at);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? NaN);
    const begin = at + END_OF_HEAD.length;
    const end = Number.isNaN(length) ? this.#endOfChunks(begin) : begin + length;
    if (end === undefined || this.#got.length < end) return;
    const body = this.#got.subarray(begin, end);
    this.#got = this.#got.subarray(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }

  /** Chunk by chunk, since what is compressed may hold anything. @param {number} from */
  #endOfChunks(from) {
    for (let at = from; ;) {
      const line = this.#got.indexOf("\r\n", at, "latin1");
      if (line < 0) return undefined;
      const size = parseInt(this.#got.toString("latin1", at, line), 16);
      at = line + 2 + size + 2;
      if (size === 0) return at;
      if (at > this.#got.length) return undefined;
    }
  }
}
