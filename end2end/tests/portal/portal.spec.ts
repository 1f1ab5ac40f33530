import type { Page } from "@playwright/test";
import { GONE, Portal } from "../../support/portal.ts";
import { DAY, date, Seed } from "../../support/seed.ts";
import { expect, test, type Server } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

/** A workspace with one role that has a story, and what else a test adds to it. */
async function told(server: Server) {
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER, "Platform");
  const role = seed.role(leader, "Senior Data Engineer", 12, "source");
  seed.effort(role, "outreach", 0, { quantity: 23, replies: 5, result: "Two want to talk." });
  const update = () => seed.update(leader, role, "Pay is the reason most say no.");
  const link = seed.link(leader);
  await seed.push();
  return { seed, leader, role, link, update };
}

/** Everything that a browser complains of. */
async function complaints(page: Page): Promise<string[]> {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  await page.exposeFunction("told", (words: string) => heard.push(words));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      (globalThis as unknown as { told(words: string): void }).told(`${event.violatedDirective}: ${event.blockedURI}`);
    });
  });
  return heard;
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page is readable from top to bottom", { tag: "@phone" }, async ({ page, server }) => {
    const { seed, link, update } = await told(server);
    update();
    await seed.push();
    await page.goto(link);
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { level: 1 })).toHaveText("Senior Data Engineer");
    await expect(main).toContainText("Day 12: we are looking for people. 23 people reached this week.");
    await expect(main).toContainText(/Next update by /);
    await expect(main).toContainText("Reached 23 people, 5 replied. Two want to talk.");
    await expect(main).toContainText("Pay is the reason most say no.");
    await expect(main.getByRole("link", { name: "Call Priya Nair on +44 20 7946 0000" })).toBeVisible();
    await expect(main).toContainText(/As of \d\d:\d\d/);
    expect(page.url(), "the secret has left the address").toMatch(/\/p\/[0-9a-f-]{36}$/);
  });

  test("a reply is sent once the leader has said who they are, and not asked again", { tag: "@phone" }, async ({ page, server }) => {
    const { link } = await told(server);
    const portal = new Portal(page);
    await portal.open(link);
    await portal.write("Thursday at ten.\nOr later.");
    await expect(portal.note.getByLabel("Your reply")).toHaveValue("Thursday at ten.\nOr later.");
    await portal.confirm(LEADER);
    await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
    await portal.write("And thank you.");
    await expect(portal.note.getByRole("listitem").filter({ hasText: "And thank you." })).toBeVisible();
  });

  test("who is someone else sends nothing", { tag: "@phone" }, async ({ page, server }) => {
    const portal = new Portal(page);
    await portal.open((await told(server)).link);
    await portal.write("I am the deputy.");
    await portal.note.getByRole("button", { name: "No", exact: true }).click();
    await expect(portal.note).toContainText("nothing was sent");
    await expect(portal.note.getByRole("listitem")).toHaveCount(0);
  });

  test("a refused text comes back as it was typed", { tag: "@phone" }, async ({ page, server }) => {
    const { link } = await told(server);
    const portal = new Portal(page);
    await portal.open(link);
    await portal.write("   ");
    await expect(portal.note).toContainText("Write something first.");

    const markup = `</textarea><script>alert("no")</script> & <b>مرحبا 👩🏽‍💻</b>`;
    await portal.write(markup);
    await expect(portal.note.getByLabel("Your reply")).toHaveValue(markup);
    await portal.confirm(LEADER);
    await expect(portal.note.getByRole("listitem")).toContainText(markup);
  });

  test("links that are unknown, expired or revoked look alike", { tag: "@phone" }, async ({ page, server, request }) => {
    const { seed, leader } = await told(server);
    const revoked = seed.link(leader);
    seed.revoke(revoked);
    await seed.push();
    seed.ago = 9 * DAY;
    const expired = seed.link(leader, "respond", { expires_on: date(3) });
    await seed.push();
    const unknown = `${server.url}/p/0190c0de-0000-7000-8000-000000000001/${"x".repeat(43)}`;
    const answers = [];
    for (const url of [unknown, revoked, expired]) {
      await page.goto(url);
      await expect(page.getByRole("heading", { name: GONE })).toBeVisible();
      const answer = await request.get(url);
      answers.push([answer.status(), await answer.text()]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

test("script adds to the page without a complaint, and changes nothing of it at first", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, update } = await told(server);
  update();
  await seed.push();
  const heard = await complaints(page);
  await page.goto(link);
  const portal = new Portal(page);
  await portal.isLive();
  const plain = await (await page.request.get(page.url())).text();
  const served = await page.evaluate((html) => {
    const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    return main?.textContent?.replace(/\s+/g, " ");
  }, plain);
  const shown = await page.evaluate(() => {
    const copy = document.querySelector("main")?.cloneNode(true) as HTMLElement;
    return copy.textContent?.replace(/\s+/g, " ");
  });
  const still = (text: string | undefined) => text?.replace(/(Live, as|As) of \d\d:\d\d/, "").replace(/\s/g, "");
  expect(still(shown)).toBe(still(served));
  expect(heard).toEqual([]);
});

test("what is typed before the script has arrived is kept, and sent", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const portal = new Portal(page);
  let arrive = () => {};
  const late = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.wasm", async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(link, { waitUntil: "domcontentloaded" });
  await portal.note.getByLabel("Your reply").fill("Thursday at ten.");
  arrive();
  await portal.isLive();
  await portal.note.getByRole("button", { name: "Send", exact: true }).click();
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
});

test("the board starts without a complaint", { tag: "@phone" }, async ({ page }) => {
  const heard = await complaints(page);
  await page.goto("/board");
  await expect(page.getByRole("heading", { name: "Board" })).toBeVisible();
  expect(heard).toEqual([]);
});

test("an update arrives by itself, and can be answered in its place", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, update } = await told(server);
  const portal = new Portal(page);
  await portal.open(link);
  await portal.isLive();
  update();
  await seed.push();
  const card = page.getByRole("main").locator("section").filter({ hasText: "Pay is the reason most say no." });
  await card.getByLabel("Your reply").fill("Up to ten percent more.");
  await card.getByRole("button", { name: "Send", exact: true }).click();
  await card.getByRole("button", { name: "Yes, send it" }).click();
  await expect(card.getByRole("listitem")).toContainText("Up to ten percent more.");
});

test("a reply typed offline is kept, and sent when the network is back", { tag: "@phone" }, async ({ page, context, server }) => {
  const portal = new Portal(page);
  await portal.open((await told(server)).link);
  await portal.isLive();
  await context.setOffline(true);
  await portal.write("Thursday at ten.");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("kept on this device");
  await context.setOffline(false);
  await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
  await expect(portal.note, "it no longer says that it waits").not.toContainText("kept on this device");
});

test("while the server is gone the page says so, and goes on afterwards", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, role } = await told(server);
  const portal = new Portal(page);
  await portal.open(link);
  await portal.isLive();
  await server.stop();
  await expect(portal.live).toHaveText(/^Offline: as of/);
  await portal.write("Kept while you are gone.");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("kept on this device");
  await server.start();
  await portal.isLive();
  seed.effort(role, "screen", 0);
  await seed.push();
  await expect(portal.feed.first()).toContainText("Screened one person.");
  await expect(portal.note.getByRole("listitem")).toContainText("Kept while you are gone.");
});

test("what a link did not carry any more stays on the page, to be copied", { tag: "@phone" }, async ({ page, context, server }) => {
  const { seed, leader } = await told(server);
  const link = seed.link(leader);
  await seed.push();
  const portal = new Portal(page);
  await portal.open(link);
  await portal.isLive();
  await portal.write("First.");
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toContainText("First.");
  await context.setOffline(true);
  await portal.write("Thursday at ten.");
  await expect(portal.note).toContainText("kept on this device");
  seed.revoke(link);
  await seed.push();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: GONE })).toBeVisible();
  await expect(page.getByRole("region", { name: "Not sent" })).toContainText("Thursday at ten.");
  await expect(page.getByRole("main")).not.toContainText("reached");
});
