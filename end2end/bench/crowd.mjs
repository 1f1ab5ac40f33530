// The viewers themselves, on a thread of their own, so that receiving does not delay sending.
import { once } from "node:events";
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { now, pause, percentile } from "./stats.mjs";

/** @type {{ url: string, path: string, cookie: string, viewers: number, topic?: string }} */
const { url, path, cookie, viewers, topic } = workerData;
const { hostname, port, host } = new URL(url);
const request = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n${cookie && `cookie: ${cookie}\r\n`}accept: text/event-stream\r\n\r\n`;

/** When each viewer had the news of a round, and how long that was. @type {Map<number, number[]>} */
const heard = new Map();
/** All read into this, in turn: a stream's own buffers would cost more than what is read. */
const buffer = Buffer.alloc(64 * 1024);
let bytes = 0;
let expected = 0;
let watching = 0;

/** @param {number} round */
function tellIfAll(round) {
  const times = heard.get(round);
  if (round !== expected || !times || times.length < viewers) return;
  heard.clear();
  const [first, last] = [times[0], times[viewers - 1]];
  parentPort?.postMessage({ kind: "all", first, half: percentile(times, 50), nearly: percentile(times, 99), last, bytes });
}

function isWatching() {
  watching++;
  if (watching === viewers) parentPort?.postMessage({ kind: "watching" });
}

/** Where one says afterwards what one wants to hear of: there nothing comes before that. @param {string} event */
async function subscribe(event) {
  const clientId = JSON.parse(event.match(/^data: ?(.*)$/m)?.[1] ?? "{}").clientId;
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clientId, subscriptions: [topic] }),
  });
  if (!answer.ok) throw new Error(`A subscription was answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  isWatching();
}

async function watch() {
  let text = "";
  let round = 0;
  let isFirst = true;
  const named = topic ?? "view";
  /** @param {string} event */
  const hear = (event) => {
    if (isFirst) {
      if (topic && !event.includes("PB_CONNECT")) return undefined;
      if (!topic && !is(event)) return undefined;
      isFirst = false;
      return topic ? subscribe(event) : isWatching();
    }
    if (!is(event)) return undefined;
    bytes = event.length;
    round++;
    const times = heard.get(round) ?? [];
    times.push(now());
    heard.set(round, times);
    tellIfAll(round);
  };
  const is = (/** @type {string} */ event) => event.includes(`event: ${named}\n`) || event.includes(`event:${named}\n`);
  /** @param {number} bytes @param {Uint8Array} data */
  const callback = (bytes, data) => {
    text += Buffer.from(data.buffer, data.byteOffset, bytes).latin1Slice();
    // An event ends with an empty line; what follows the last one is kept.
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      hear(event);
    }
    return true;
  };
  const socket = connect({ port: Number(port), host: hostname, onread: { buffer, callback } });
  socket.on("error", (error) => { throw error; });
  await once(socket, "connect");
  socket.write(request);
  return socket;
}

/** @type {import("node:net").Socket[]} */
const sockets = [];
// In steps, so that the queue of new connections does not run over.
for (let i = 0; i < viewers; i += 50) {
  sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, viewers - i) }, watch))));
  await pause(5);
}

parentPort?.on("message", (message) => {
  if (message === "leave") {
    sockets.forEach((socket) => socket.destroy());
    parentPort?.postMessage({ kind: "left" });
    return;
  }
  expected = message;
  tellIfAll(message);
});
