// Browsers with a disk of their own: a private window would keep IndexedDB in memory, where syncing costs nothing.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PATHS = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** $CHROMIUM, else Playwright's own, else one that is installed. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync(chromium.executablePath())) return undefined;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = [...PATHS, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))].find((path) => existsSync(path));
  if (found) return found;
  throw new Error("No browser was found. Run `npx playwright install chromium`, or name yours in CHROMIUM.");
}

/**
 * A new profile; `dispose` ends the browser and deletes the profile.
 * @param {import("@playwright/test").BrowserContextOptions} [more] what is not as on a desktop
 * @param {string[]} [args]
 */
export async function openBrowser(more, args = []) {
  const folder = await mkdtemp(join(tmpdir(), "fulcrum-profile-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: executable(),
    args: [...ARGS, ...args],
    viewport: { width: 1440, height: 900 },
    ...more,
  });
  context.setDefaultTimeout(30_000);
  return {
    context,
    version: context.browser()?.version() ?? "",
    async dispose() {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Signs in on the board. @param {import("@playwright/test").Page} page @param {string} url @param {{ email: string, password: string }} owner */
export async function signIn(page, url, owner) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
