// The leader's page, as the leader finds its parts.
import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import type { Server } from "./process.mjs";
import { Seed } from "./seed.ts";

export const GONE = "This link does not open anything";

export class Portal {
  readonly live: Locator;
  readonly feed: Locator;
  readonly note: Locator;

  constructor(readonly page: Page) {
    this.live = page.getByText(/[Aa]s of \d\d:\d\d/);
    this.feed = page.getByRole("list", { name: "What was done, the newest first" }).getByRole("listitem");
    this.note = page.getByRole("region", { name: /^Write to/ });
  }

  async open(url: string) {
    await this.page.goto(url);
    await expect(this.page.getByRole("main")).toBeVisible();
  }

  async isLive() {
    await expect(this.live).toHaveText(/^Live, as of \d\d:\d\d$/);
  }

  /** Types a reply to no update in particular, and sends it. */
  async write(text: string) {
    await this.note.getByLabel("Your reply").fill(text);
    await this.note.getByRole("button", { name: "Send", exact: true }).click();
  }

  async confirm(name: string) {
    await expect(this.note.getByText(`Are you ${name}?`)).toBeVisible();
    await this.note.getByRole("button", { name: "Yes, I am" }).click();
  }

  async isGone(within = 2_000) {
    await expect(this.page.getByRole("heading", { name: GONE })).toBeVisible({ timeout: within });
  }
}

/** A server just claimed, a leader's role, and the leader's page of it. */
export async function watched(browser: Browser, server: Server, leader: string, title: string) {
  const seed = await Seed.claim(server);
  const who = seed.leader(leader);
  const role = seed.role(who, title, 3);
  const link = seed.link(who);
  await seed.push();
  return { seed, role, portal: await opened(browser, link) };
}

/** A leader's own browser, with the page that the link opens. */
export async function opened(browser: Browser, link: string): Promise<Portal> {
  const portal = new Portal(await (await browser.newContext()).newPage());
  await portal.open(link);
  await portal.isLive();
  return portal;
}
