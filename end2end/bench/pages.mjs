// Portal pages a second, each rendered for its request.
import { now, pause, summary } from "./stats.mjs";
import { watch } from "./watch.mjs";
import { Wire } from "./wire.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {{ path: string, cookie: string }} link
 * @param {number} clients @param {number} seconds
 */
export async function pages(workspace, link, clients, seconds) {
  const { url } = workspace.server;
  const wires = await Promise.all(Array.from({ length: clients }, () => Wire.open(url)));
  const text = `GET ${link.path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncookie: ${link.cookie}\r\naccept-encoding: gzip, br\r\n\r\n`;
  let running = true;
  let bytes = 0;
  /** @type {number[]} */
  let taken = [];
  const work = wires.map(async (wire) => {
    while (running) {
      const began = now();
      const answer = await wire.send(text);
      if (answer.status !== 200) throw new Error(`A page was answered ${answer.status}`);
      bytes = answer.body.length;
      taken.push(now() - began);
    }
  });
  await pause(Math.min(500, seconds * 250));
  taken = [];
  const end = await watch(workspace.server);
  await pause(seconds * 1_000);
  const used = await end();
  const waits = summary(taken);
  running = false;
  await Promise.all(work);
  wires.forEach((wire) => wire.close());
  return { clients, rate: waits.n / used.wall, waits, used, bytes };
}
