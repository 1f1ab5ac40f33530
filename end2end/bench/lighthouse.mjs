// Has Lighthouse look at a leader's page and at the board, and writes docs/LIGHTHOUSE.md.
//   node bench/lighthouse.mjs           three looks at each page, about four minutes
//   node bench/lighthouse.mjs --quick   one look at each; prints, writes nothing
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { freePort, startServer } from "../support/process.mjs";
import { openBrowser, signIn } from "./browser.mjs";
import { report, warnings } from "./report-lighthouse.mjs";
import { pause } from "./stats.mjs";
import { OWNER, addRole, claim, logEffort, sendUpdate, uuid } from "./workspace.mjs";

// Fetched when it is first needed, beside the packages of the tests: it is large, and only this asks for it. The newest
// that runs on the Node that all else here runs on.
const LIGHTHOUSE = "lighthouse@12.8.2";
const PAPER = fileURLToPath(new URL("../../docs/LIGHTHOUSE.md", import.meta.url));
const ROLES = ["Senior Data Engineer, Leeds", "Site Reliability Engineer, remote", "Analytics Lead, Utrecht"];

/** @typedef {{ name: string, categories: string[], goal: number, link: string, before?: (page: import("@playwright/test").Page) => Promise<void> }} Look */

const { values: given } = parseArgs({ options: { quick: { type: "boolean" } } });
const times = given.quick ? 1 : 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

/** @param {import("../support/process.mjs").Server} server */
async function seeded(server) {
  const workspace = await claim(server);
  const device = await workspace.device();
  const leader = uuid();
  const roles = ROLES.map((title) => ({ id: uuid(), title }));
  await device.push([{ do: "add_leader", leader, details: { name: "Dana Whitfield", team: "Platform" } }, ...roles.map(({ id, title }) => addRole(id, leader, title))]);
  for (let i = 0; i < 20; i++) await device.push([logEffort(roles[i % roles.length].id, Date.now() - i * 8 * 3_600_000)]);
  await device.push([sendUpdate(leader)], 3_600_000);
  const { url } = await workspace.share(device, { leader });
  device.close();
  return url;
}

/** Looks several times, each time with a new profile; the one in the middle counts. @param {Look} look */
async function looked(look) {
  const found = [];
  for (let i = 0; i < times; i++) found.push(await lookOnce(look));
  found.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  return { ...look, ...found[Math.floor(times / 2)] };
}

/** @param {Look} look */
async function lookOnce({ link, categories, before }) {
  const port = await freePort();
  // Lighthouse says how large its page is.
  const browser = await openBrowser({ viewport: null }, [`--remote-debugging-port=${port}`]);
  const folder = await mkdtemp(join(tmpdir(), "fulcrum-lighthouse-"));
  try {
    if (before) await before(await browser.context.newPage());
    const paper = join(folder, "report.json");
    const asked = [
      "--yes", `--package=${LIGHTHOUSE}`, "lighthouse", link, `--port=${port}`, "--quiet", "--output=json", `--output-path=${paper}`,
      `--only-categories=${categories.join(",")}`, ...(before ? ["--disable-storage-reset"] : []),
    ];
    await promisify(execFile)("npx", asked, { shell: process.platform === "win32" });
    return JSON.parse(await readFile(paper, "utf8"));
  } finally {
    await browser.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

const server = await startServer();
/** @type {any[]} */
const found = [];
try {
  const link = await seeded(server);
  /** @type {Look[]} */
  const looks = [
    // Nobody is to find it by searching, so what a search wants of a page is not asked for.
    { name: "a leader's page, as its link was sent", categories: CATEGORIES, goal: 98, link },
    { name: "the board, a first visit", categories: [...CATEGORIES, "seo"], goal: 90, link: `${server.url}/board` },
    {
      name: "the board, opened again with its roles", categories: CATEGORIES, goal: 90, link: `${server.url}/board`,
      before: async (page) => {
        await signIn(page, server.url, OWNER);
        await page.locator(".role-card").first().waitFor();
        // The service worker installs.
        await pause(3_000);
        await page.close();
      },
    },
  ];
  for (const look of looks) {
    process.stdout.write(`${look.name} … `);
    found.push(await looked(look));
    console.log(Math.round(found[found.length - 1].categories.performance.score * 100));
  }
} finally {
  await server.dispose();
}
const text = report(found, times);
if (given.quick) console.log(text);
else await writeFile(PAPER, text);
for (const warning of warnings(found)) console.warn(`warning: ${warning}`);
// Connections that the server held open end with this process.
process.exit(0);
