// The viewers themselves, on a thread of their own, so that receiving does not delay sending.
import { once } from "node:events";
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { now, pause } from "./stats.mjs";

/** @type {{ url: string, path: string, cookie: string, viewers: number }} */
const { url, path, cookie, viewers } = workerData;
const { hostname, port, host } = new URL(url);
const request = `GET ${path}/events HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`;

/** When each viewer had the event of a head, and how long that event was. @type {Map<string, number[]>} */
const heard = new Map();
let bytes = 0;
let expected = "";
let watching = 0;

/** @param {string} head */
function tellIfAll(head) {
  const times = heard.get(head);
  if (head !== expected || !times || times.length < viewers) return;
  heard.clear();
  expected = "";
  const [first, half, last] = [times[0], times[Math.floor(viewers / 2)], times[viewers - 1]];
  parentPort?.postMessage({ kind: "all", first, half, last, bytes });
}

async function watch() {
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let text = "";
  let begun = false;
  socket.on("data", (data) => {
    text += data.toString("latin1");
    // An event ends with an empty line; what follows the last one is kept.
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      const head = /^id: ?([^\s/]+)/m.exec(event)?.[1];
      if (!head) continue;
      if (!begun) {
        begun = true;
        watching++;
        if (watching === viewers) parentPort?.postMessage({ kind: "watching" });
        continue;
      }
      bytes = event.length;
      const times = heard.get(head) ?? [];
      times.push(now());
      heard.set(head, times);
      tellIfAll(head);
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
