// The viewers themselves, on a thread of their own, so that receiving does not delay sending.
import { once } from "node:events";
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { now, pause } from "./stats.mjs";

/** @type {{ url: string, path: string, cookie: string, viewers: number }} */
const { url, path, cookie, viewers } = workerData;
const { hostname, port, host } = new URL(url);
const request = `GET ${path}/events HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`;

/** When each viewer had the view of a round, and how long that event was. @type {Map<number, number[]>} */
const heard = new Map();
let bytes = 0;
let expected = 0;
let watching = 0;

/** @param {number} round */
function tellIfAll(round) {
  const times = heard.get(round);
  if (round !== expected || !times || times.length < viewers) return;
  heard.clear();
  const [first, half, last] = [times[0], times[Math.floor(viewers / 2)], times[viewers - 1]];
  parentPort?.postMessage({ kind: "all", first, half, last, bytes });
}

async function watch() {
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let text = "";
  let views = 0;
  socket.on("data", (data) => {
    text += data.toString("latin1");
    // An event ends with an empty line; what follows the last one is kept.
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (!/^event: ?view$/m.test(event)) continue;
      views++;
      // The first is what was there; each round brings one more.
      if (views === 1) {
        watching++;
        if (watching === viewers) parentPort?.postMessage({ kind: "watching" });
        continue;
      }
      bytes = event.length;
      const round = views - 1;
      const times = heard.get(round) ?? [];
      times.push(now());
      heard.set(round, times);
      tellIfAll(round);
    }
  });
  socket.on("error", (error) => { throw error; });
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
