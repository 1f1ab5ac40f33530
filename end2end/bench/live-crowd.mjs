// Viewers of one link who check what they hear: each event tells a higher number than the one before, and the last is the whole.
import { once } from "node:events";
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { now, pause } from "./stats.mjs";

/** @type {{ url: string, path: string, cookie: string, viewers: number, stalled: number }} */
const { url, path, cookie, viewers, stalled } = workerData;
const { hostname, port, host } = new URL(url);

/** When each viewer first had a number, or a higher one. @type {Map<number, number[]>} */
const had = new Map();
/** What each viewer was told last, what it waits for next, and where it stands. @type {{ told: number, next: number, stamp: string, socket: import("node:net").Socket }[]} */
let all = [];
let events = 0;
/** Told a number that is not above the one before. */
let wrong = 0;
/** Numbers that are waited for, in their order. @type {number[]} */
let sent = [];

/** Joins the link's stream, and waits for its first word. @param {string} stamp @param {boolean} reads */
async function join(stamp, reads) {
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const one = { told: -1, next: 0, stamp, socket };
  let text = "";
  await new Promise((first) => {
    socket.on("data", (data) => {
      text += data.toString("latin1");
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        hear(one, text.slice(0, end));
        text = text.slice(end + 2);
        first(undefined);
      }
      if (!reads && one.told >= 0) socket.pause();
    });
    socket.on("error", (error) => { throw error; });
    socket.write(`GET ${path}?from=${stamp} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`);
  });
  return one;
}

/** @param {(typeof all)[number]} one @param {string} event */
function hear(one, event) {
  if (!/^event: ?view$/m.test(event)) return;
  one.stamp = /"stamp":"([^"]+)"/.exec(event)?.[1] ?? "";
  const said = /([\d,]+) people approached this week/.exec(event)?.[1];
  const told = Number((said ?? "0").replaceAll(",", ""));
  const at = now();
  events++;
  if (one.told >= 0 && told <= one.told) wrong++;
  for (; one.next < sent.length && sent[one.next] <= told; one.next++) had.get(sent[one.next])?.push(at);
  one.told = told;
}

/** @param {number} count @param {(at: number) => Promise<(typeof all)[number]>} of */
async function inSteps(count, of) {
  /** @type {typeof all} */
  const found = [];
  for (let at = 0; at < count; at += 50) {
    const step = Array.from({ length: Math.min(50, count - at) }, (_, index) => of(at + index));
    found.push(...(await Promise.all(step)));
  }
  return found;
}

all = await inSteps(viewers, () => join("", true));
const still = await inSteps(stalled, () => join("", false));
parentPort?.postMessage({ kind: "watching" });

parentPort?.on("message", async (/** @type {{ kind: string, numbers: number[] }} */ message) => {
  if (message.kind === "expect") {
    sent = message.numbers;
    for (const number of sent) had.set(number, []);
    for (const one of all) one.next = 0;
    [events, wrong] = [0, 0];
    parentPort?.postMessage({ kind: "expecting" });
  }
  if (message.kind === "tell") {
    const last = sent.at(-1) ?? 0;
    const until = now() + 10_000;
    while (now() < until && all.some((one) => one.told < last)) await pause(20);
    parentPort?.postMessage({ kind: "told", had: [...had], events, wrong, lacking: all.filter((one) => one.told !== last).length });
    had.clear();
  }
  if (message.kind === "reconnect") {
    all.forEach((one) => one.socket.destroy());
    await pause(1_000);
    const began = now();
    const stamps = all.map((one) => one.stamp);
    all = await inSteps(viewers, (at) => join(stamps[at], true));
    parentPort?.postMessage({ kind: "back", took: now() - began });
  }
  if (message.kind === "leave") {
    [...all, ...still].forEach((one) => one.socket.destroy());
    parentPort?.postMessage({ kind: "left" });
  }
});
