// From starting the server's process to its first answers.
import { connect } from "node:net";
import { summary } from "./stats.mjs";
import { memory } from "./watch.mjs";
import { Wire } from "./wire.mjs";

/**
 * Starts the stopped server several times. With a link, also until its page is answered, which needs the workspace in memory.
 * @param {import("../support/process.mjs").Server} server @param {number} times
 * @param {{ path: string, cookie: string }} [link]
 */
export async function starts(server, times, link) {
  const [ready, page] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  let [idle, loaded] = [NaN, NaN];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    const started = server.start();
    started.catch(() => {});
    const wire = await firstConnection(server);
    const answer = await wire.request("GET", "/readyz", {});
    if (answer.status !== 200) throw new Error(`/readyz was answered ${answer.status}`);
    ready.push(performance.now() - began);
    idle = memory(server.pid).now;
    if (link) {
      const opened = await wire.request("GET", link.path, { cookie: link.cookie });
      if (opened.status !== 200) throw new Error(`The page was answered ${opened.status}`);
      page.push(performance.now() - began);
      loaded = memory(server.pid).now;
    }
    wire.close();
    await started;
    await server.stop();
  }
  return { times, ready: summary(ready), page: summary(page), idle, loaded };
}

/** Tries until somebody listens. @param {import("../support/process.mjs").Server} server @returns {Promise<Wire>} */
function firstConnection(server) {
  const deadline = performance.now() + 20_000;
  return new Promise((resolve, reject) => {
    const attempt = () => {
      const socket = connect(server.port, "127.0.0.1");
      socket.once("connect", () => {
        socket.removeAllListeners("error");
        resolve(new Wire(socket, `127.0.0.1:${server.port}`));
      });
      socket.once("error", () => {
        if (performance.now() > deadline) reject(new Error("The server did not start in time"));
        else setTimeout(attempt, 1);
      });
    };
    attempt();
  });
}
