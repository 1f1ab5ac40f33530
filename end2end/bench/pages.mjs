// Portal pages a second, each rendered for its request.
import { load } from "./load.mjs";
import { Wire } from "./wire.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {{ path: string, cookie: string }} link
 * @param {number} clients @param {number} seconds
 */
export async function pages(workspace, link, clients, seconds) {
  const { url } = workspace.server;
  const wires = await Promise.all(Array.from({ length: clients }, () => Wire.open(url)));
  const text = `GET ${link.path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncookie: ${link.cookie}\r\naccept-encoding: gzip, br\r\n\r\n`;
  let bytes = 0;
  const turn = async (/** @type {Wire} */ wire) => {
    const answer = await wire.send(text);
    if (answer.status !== 200) throw new Error(`A page was answered ${answer.status}`);
    bytes = answer.body.length;
  };
  const { waits, used } = await load(workspace.server, wires, turn, seconds, 500);
  return { clients, rate: waits.n / used.wall, waits, used, bytes };
}
