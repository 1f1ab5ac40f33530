// A forecast with 500 past roles behind it: worked out anew, and drawn anew when something is touched.
import { openBrowser, signIn } from "./browser.mjs";
import { pause, summary } from "./stats.mjs";
import { addLeader, OWNER, uuid } from "./workspace.mjs";

const PAST = 500;
const PER_COMMAND = 100;
const DAY = 86_400_000;

/** @param {number} at */
const day = (at) => new Date(at).toISOString().slice(0, 10);

/** @param {string} leader @param {number} nth */
function past(leader, nth) {
  const opened = Date.now() - (PAST - nth) * 3 * DAY;
  const closed = opened + (20 + ((nth * 37) % 120)) * DAY;
  const details = { title: `Engineer ${nth}`, family: "engineering", seniority: "mid", niche: "common", opened_on: day(opened) };
  const close = closed < Date.now() ? { reason: "filled", on: day(closed) } : undefined;
  return { role: uuid(), leader, details, stage: close ? "closed" : "source", close };
}

/** @param {import("./workspace.mjs").Workspace} workspace @param {number} times */
export async function forecast(workspace, times) {
  const device = await workspace.device();
  const [leader, role] = [uuid(), uuid()];
  const details = { title: "Backend Engineer", family: "engineering", seniority: "senior", niche: "rare", opened_on: day(Date.now() - 9 * DAY) };
  const outlook = { market: "tight", because: "Three rivals are hiring" };
  await device.push([addLeader(leader, "Dana Whitfield"), { do: "add_role", role, leader, details: { ...details, outlook } }]);
  for (let at = 0; at < PAST; at += PER_COMMAND) {
    const roles = Array.from({ length: PER_COMMAND }, (_, i) => past(leader, at + i));
    await device.push([{ do: "import_roles", roles }]);
  }
  device.close();
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    const { url } = workspace.server;
    await signIn(page, url, OWNER);
    await page.getByRole("link", { name: "Backend Engineer", exact: true }).waitFor();
    await page.goto(`${url}/role/${role}#told`);
    await page.getByText(`${PAST} roles of your own`).waitFor();
    await pause(2_000);
    const touched = [];
    for (let nth = 0; nth < times; nth++) {
      touched.push(await clicked(page, "[role=switch]"));
      await pause(100);
    }
    // Another kind of role is another past: all of it is worked out anew.
    const anew = [];
    for (let nth = 0; nth < times; nth++) {
      await page.getByRole("button", { name: "Change", exact: true }).click();
      const form = page.locator("#panel-told form").filter({ has: page.getByLabel("Family") });
      await form.getByLabel("Seniority").selectOption(nth % 2 ? "Senior" : "Mid");
      anew.push(await clicked(page, "#panel-told form button.primary"));
      await pause(300);
    }
    return { past: PAST, touched: summary(touched), anew: summary(anew) };
  } finally {
    await browser.dispose();
  }
}

/** From a click to the end of the frame that shows what it did, in milliseconds. @param {import("@playwright/test").Page} page @param {string} what */
function clicked(page, what) {
  return page.evaluate(async (what) => {
    const began = performance.now();
    /** @type {HTMLElement | null} */ (document.querySelector(what))?.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, what);
}
