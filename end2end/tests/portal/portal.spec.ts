import type { Page } from "@playwright/test";
import { GONE, Portal, watched } from "../../support/portal.ts";
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
    const first = /^No one to show you yet\. Priya Nair approached 23 people this week; 5 answered\. You hear from Priya Nair by /;
    await expect(main.getByRole("heading", { level: 1 })).toHaveText(first);
    await expect(main).toContainText("Senior Data Engineer");
    await expect(main).toContainText("Day 12: we are looking for people. 23 people approached this week.");
    await expect(main).toContainText("Approached 23 people, 5 replied. Two want to talk.");
    await expect(main).toContainText("Pay is the reason most say no.");
    await expect(main.getByRole("link", { name: "Call Priya Nair on +44 20 7946 0000" })).toBeVisible();
    await expect(main).toContainText(/As of \d\d:\d\d/);
    expect(page.url(), "the secret has left the address").toMatch(/\/p\/[0-9a-f-]{36}$/);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(main).toContainText("Pay is the reason most say no.");
    await expect(main.getByRole("textbox"), "paper has no forms").toHaveCount(0);
    await expect(new Portal(page).live).toBeHidden();
    await expect(main, "it is light").toHaveCSS("color", "rgb(29, 33, 40)");
  });

  test("a reply is sent once the leader has said who they are, and not asked again", { tag: "@phone" }, async ({ page, server }) => {
    const { link } = await told(server);
    const portal = new Portal(page);
    await portal.open(link);
    await portal.write("Thursday at ten.\nOr later.");
    await expect(portal.note.getByLabel("Your reply")).toHaveValue("Thursday at ten.\nOr later.");
    await expect(portal.note.getByText(`Are you ${LEADER}?`)).toBeInViewport();
    await portal.confirm(LEADER);
    await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
    await expect(portal.note.getByText("Sent", { exact: true })).toBeInViewport();
    await expect(portal.note.getByRole("status"), "what stands above is not said twice").toHaveText("Sent");
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
    await expect(portal.note.getByRole("textbox")).toHaveCount(0);
    await portal.note.getByRole("button", { name: `I am ${LEADER} after all` }).click();
    await expect(portal.note.getByRole("listitem")).toContainText("I am the deputy.");
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
  // Each rendering has command ids of its own, and only a live page says so.
  const still = (html: string) => html.replace(/value="[0-9a-f-]{36}"/g, "").replace(/<span [^>]*live-mark.*?<\/span><\/span>/, "");
  // The page itself makes no HTML of text but by its own policy.
  const elsewhere = await page.context().newPage();
  const served = await elsewhere.evaluate((html) => new DOMParser().parseFromString(html, "text/html").querySelector("main")?.outerHTML ?? "", plain);
  const shown = await page.locator("main").evaluate((main) => main.outerHTML);
  expect(still(shown)).toBe(still(served));
  expect(heard).toEqual([]);
});

test("what is typed before the script has arrived is kept, and sent", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const portal = new Portal(page);
  let arrive = () => {};
  const late = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/assets/portal-*.js", async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(link, { waitUntil: "commit" });
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
  await card.getByText("Reply", { exact: true }).click();
  await card.getByLabel("Your reply").fill("Up to ten percent more.");
  await card.getByRole("button", { name: "Send", exact: true }).click();
  await card.getByRole("button", { name: "No", exact: true }).click();
  await expect(page.getByRole("textbox"), "whoever is someone else reads").toHaveCount(0);
  await card.getByRole("button", { name: `I am ${LEADER} after all` }).click();
  await expect(card.getByRole("listitem")).toContainText("Up to ten percent more.");
  await expect(card.getByRole("status").last(), "what was sent stands above it").toHaveText("Sent");
  await expect(page.getByRole("textbox")).toHaveCount(2);
});

test("a reply typed offline is kept, and sent when the network is back", { tag: "@phone" }, async ({ page, context, server }) => {
  const portal = new Portal(page);
  await portal.open((await told(server)).link);
  await portal.isLive();
  await context.setOffline(true);
  await expect(portal.live).toHaveText(/^Offline: as of/, { timeout: 1_000 });
  await portal.write("Thursday at ten.");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("kept on this device");
  // Pressed twice, it waits once.
  await portal.note.getByLabel("Your reply").fill("Or at eleven.");
  await portal.note.getByRole("button", { name: "Send", exact: true }).dblclick();
  await expect(portal.note.locator(".waiting")).toHaveText("Thursday at ten. Or at eleven.");
  await context.setOffline(false);
  await expect(portal.note.getByRole("listitem")).toContainText(["Or at eleven.", "Thursday at ten."]);
  await expect(portal.note, "it no longer says that it waits").not.toContainText("kept on this device");
});

test("what is refused for good holds up no other reply, and comes back", { tag: "@phone" }, async ({ page, context, server }) => {
  const portal = new Portal(page);
  await portal.open((await told(server)).link);
  await portal.isLive();
  const field = portal.note.getByLabel("Your reply");
  await portal.write("x".repeat(4_001));
  await expect(portal.note.getByRole("status")).toHaveText("It was not sent: your answer has 4,001 characters; at most 4,000 fit. Shorten it.");
  await context.setOffline(true);
  await portal.write("First.");
  await portal.confirm(LEADER);
  for (const text of ["Second.", "Third."]) {
    await expect(field).toHaveValue("");
    await portal.write(text);
  }
  await expect(field).toHaveValue("");
  let isBusy = true;
  await page.route("**/reply", (route) => {
    const text = route.request().postData() ?? "";
    if (text.includes("First")) return route.continue();
    if (isBusy) return route.fulfill({ status: 429 });
    return text.includes("Second") ? route.fulfill({ status: 413, body: "Too large" }) : route.continue();
  });
  await context.setOffline(false);
  await expect(portal.note.getByRole("listitem")).toHaveText(/First\./);
  await expect(portal.note.getByRole("status"), "nothing is called sent while others wait").toHaveText(/^Not sent yet, kept on this device: 2\s*Second\.\s*Third\.$/);
  isBusy = false;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(portal.note.getByRole("listitem").filter({ hasText: "Third." })).toBeVisible();
  await expect(field).toHaveValue("Second.");
  await expect(portal.note.getByRole("status")).toContainText("It was not sent");
});

test("an address that was cut off leads to the page that this browser knows, and nothing that waits is lost", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const portal = new Portal(page);
  await portal.open(link);
  const address = new URL(page.url()).pathname;
  await page.goto(link.slice(0, -5));
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.locator("main[data-stamp]")).toBeVisible();
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
  await expect(portal.feed.first()).toContainText("First talk with one person.");
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
  await expect(page.getByRole("main")).not.toContainText("approached");
});

/** A stream that has ended is asked for again after a while of its own. */
const AGAIN = { timeout: 25_000 };

/** Says what the page hears: the first when it listens, and once it goes on, the other. */
async function scripted(page: Page, first: Record<string, string>, then: Record<string, string>) {
  const said = [first, then].map((changed, turn) => ({ stamp: `t${turn}`, keys: ["p-head", ...Object.keys(changed)], changed }));
  let go: () => void = () => {};
  const turn = new Promise<void>((resolve) => (go = resolve));
  let asked = 0;
  await page.route("**/events?*", async (route) => {
    // A stream that was given up meanwhile is asked for again, and hears the same.
    if (asked++ > 0) await turn;
    const view = said[Math.min(asked - 1, 1)];
    await route.fulfill({ contentType: "text/event-stream", body: `event: view\ndata: ${JSON.stringify(view)}\n\n` }).catch(() => undefined);
  });
  return () => go();
}

test("a section that changes takes neither focus, selection, an open detail nor the place on the page away", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const effort = (...lines: string[]) =>
    `<section id="p-effort" class="card">${lines.map((line) => `<p>${line}</p>`).join("")}</section>`;
  const notes = (title: string, words: string) => `<section id="p-notes" class="card" aria-label="Write to us"><h2>${title}</h2>
    <details id="detail"><summary>Why</summary><p>${words}</p></details>
    <div class="own-reply" data-own="reply"></div></section>`;
  const tall = Array.from({ length: 60 }, (_, line) => `Line ${line}`);
  const go = await scripted(page,
    { "p-effort": effort(...tall), "p-notes": notes("Notes", "remote work") },
    { "p-effort": effort(...tall, ...tall), "p-notes": notes("Notes, once more", "remote work, and pay,") },
  );
  await page.goto(link);
  const note = page.getByRole("region", { name: "Write to us" });
  await expect(note.getByRole("heading", { name: "Notes", exact: true })).toBeVisible();
  await note.getByText("Why").click();
  const field = note.getByLabel("Your reply");
  await field.fill("Thursday at ten.");
  await field.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 7));
  const top = () => field.evaluate((field) => Math.round(field.getBoundingClientRect().top));
  const before = await top();
  await expect.poll(async () => (go(), note.getByRole("heading").innerText()), AGAIN).toBe("Notes, once more");
  await expect(page.getByText("Line 59").last()).toBeAttached();
  expect(await page.getByText("Line 59").count()).toBe(2);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("Thursday at ten.");
  expect(await field.evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd])).toEqual([3, 7]);
  await expect(note.locator("details")).toHaveAttribute("open");
  await expect(note.locator("details p")).toHaveText("remote work, and pay,");
  expect(Math.abs((await top()) - before), "it stands where it stood").toBeLessThanOrEqual(1);
});

test("words that are selected stay selected while others beside them change", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const effort = (many: number) => `<section id="p-effort" class="card"><p id="words">Approached ${many} people this week.</p></section>`;
  const go = await scripted(page, { "p-effort": effort(12) }, { "p-effort": effort(135) });
  await page.goto(link);
  await expect(page.getByText("Approached 12 people")).toBeVisible();
  await page.evaluate(() => {
    const text = document.querySelector("#words")?.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, text.data.indexOf("people"), text, text.data.indexOf(" this"));
  });
  await expect.poll(async () => (go(), page.locator("#words").innerText()), AGAIN).toBe("Approached 135 people this week.");
  expect(await page.evaluate(() => document.getSelection()?.toString())).toBe("people");
});

test("what is half typed stays when what it answers goes", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const update = (id: string) => `<section id="p-update-${id}" class="card" aria-label="Update ${id}"><div class="own-reply" data-own="reply" data-about="${id}"></div></section>`;
  const go = await scripted(page, { "p-update-a": update("a"), "p-update-b": update("b") }, { "p-effort": '<section id="p-effort">Gone on</section>' });
  await page.goto(link);
  await page.getByRole("region", { name: "Update a" }).getByLabel("Your reply").fill("Half");
  await expect.poll(async () => (go(), page.getByText("Gone on").count()), AGAIN).toBe(1);
  await expect(page.getByRole("region", { name: "Update b" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Update a" }).getByLabel("Your reply")).toHaveValue("Half");
});

test("where no stream comes through, the page asks, and says as of when it is", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, role } = await told(server);
  await page.clock.install();
  await page.route("**/events?*", () => {});
  const portal = new Portal(page);
  await portal.open(link);
  seed.effort(role, "screen", 0);
  await seed.push();
  await page.clock.runFor(9_000);
  await expect(portal.feed.first()).toContainText("First talk with one person.");
  await expect(portal.live).toHaveText(/^As of \d\d:\d\d$/);
  seed.effort(role, "cv_review", 0, { quantity: 4 });
  await seed.push();
  await page.clock.runFor(21_000);
  await expect(portal.feed.first()).toContainText("Read 4 CVs.");
});

test("the last view is there without a network, until the link is revoked, and never behind a passcode", { tag: "@phone" }, async ({ page, context, server }) => {
  const { seed, leader } = await told(server);
  const [link, locked] = [seed.link(leader), seed.link(leader, "respond", { passcode: "493021" })];
  await seed.push();
  const portal = new Portal(page);
  const kept = () =>
    page.evaluate(async () => (await (await caches.open("portal")).keys()).map(({ url }) => new URL(url).pathname));
  await portal.open(locked);
  await page.getByRole("textbox").fill("493021");
  await page.getByRole("button", { name: "Open the page" }).click();
  await portal.isLive();
  const secret = new URL(page.url()).pathname;
  await portal.open(link);
  await portal.isLive();
  const open = new URL(page.url()).pathname;
  await expect.poll(async () => (await kept()).filter((path) => path.startsWith("/p/"))).toEqual([open]);
  await page.goto(secret);
  await portal.isLive();

  await context.setOffline(true);
  await page.goto(open);
  await expect(page.getByRole("main")).toContainText("Approached 23 people");
  await expect(portal.live).toHaveText(/^Offline: as of/);
  await portal.write("Thursday at ten.");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("kept on this device");
  await page.goto(link);
  await expect(page.getByRole("main"), "from the chat, too").toContainText("Approached 23 people");
  expect(new URL(page.url()).pathname).toBe(open);
  await expect(page.goto(secret), "what asks for a passcode is not kept").rejects.toThrow();
  await context.setOffline(false);
  await page.goto(open);
  await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
  seed.revoke(link);
  await seed.push();
  await portal.isGone();
  await expect.poll(kept).toEqual([]);
  await context.setOffline(true);
  await expect(page.goto(open)).rejects.toThrow();
});

test("a page of another build says so", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server);
  const portal = new Portal(page);
  await page.route("**/assets/portal-*.js", async (route) => {
    const answer = await route.fetch();
    const older = 'document.querySelector("script[data-build]").dataset.build = "older";';
    await route.fulfill({ response: answer, body: `${older}\n${await answer.text()}` });
  });
  await portal.open(link);
  await expect(page.getByText("This page has a newer version.")).toBeVisible();
  await portal.isLive();
  await page.unrouteAll();
  const field = portal.note.getByLabel("Your reply");
  await field.fill("Half");
  await page.getByRole("link", { name: "Reload" }).click();
  await portal.isLive();
  await expect(page.getByText("This page has a newer version.")).toHaveCount(0);
  await expect(field, "what was half typed is there").toHaveValue("Half");
  await portal.note.getByRole("button", { name: "Send", exact: true }).click();
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toContainText("Half");
  await page.reload();
  await portal.isLive();
  await expect(field, "until it is sent").toHaveValue("");
});

test("a leader's first visit loads less than 30 KiB", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, role, update } = await told(server);
  for (let day = 0; day < 20; day++) seed.effort(role, "screen", day % 5, { result: `Screened on the way, no. ${day}` });
  for (let i = 0; i < 5; i++) update();
  await seed.push();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const portal = new Portal(page);
  await portal.open(link);
  await portal.isLive();
  await page.waitForLoadState("load");
  expect(bytes).toBeGreaterThan(3_000);
  expect(bytes).toBeLessThan(30 * 1024);
  expect(await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")))).toEqual([]);
});

test("what is typed while a reply is under way is another text, and stays", { tag: "@phone" }, async ({ page, server }) => {
  const portal = new Portal(page);
  await portal.open((await told(server)).link);
  await portal.isLive();
  await portal.write("First.");
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toHaveCount(1);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/reply", async (route) => {
    await answered;
    await route.continue();
  });
  await portal.write("Yes");
  await portal.note.getByLabel("Your reply").fill("And Thursday");
  answer();
  await expect(portal.note.getByRole("listitem").filter({ hasText: "Yes" })).toBeVisible();
  await expect(portal.note.getByLabel("Your reply")).toHaveValue("And Thursday");
  await portal.note.getByRole("button", { name: "Send", exact: true }).click();
  await expect(portal.note.getByRole("listitem").filter({ hasText: "And Thursday" })).toBeVisible();
  await expect(portal.note.getByRole("listitem")).toHaveCount(3);
});

test("a page that answered a form before the script came is live all the same", { tag: "@phone" }, async ({ page, server }) => {
  const { seed, link, role } = await told(server);
  const portal = new Portal(page);
  await page.route("**/assets/portal-*.js", (route) => route.abort());
  await portal.open(link);
  await page.unrouteAll();
  await portal.write("Thursday at ten.");
  await expect(portal.note.getByText(`Are you ${LEADER}?`)).toBeVisible();
  await portal.isLive();
  expect(page.url()).toMatch(/\/p\/[0-9a-f-]{36}$/);
  seed.effort(role, "screen", 0);
  await seed.push();
  await expect(portal.feed.first()).toContainText("First talk with one person.");
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toContainText("Thursday at ten.");
});

test("what waited when its link ended while the page was closed is shown, to be copied", { tag: "@phone" }, async ({ page, context, server }) => {
  const { seed, link } = await told(server);
  const portal = new Portal(page);
  await portal.open(link);
  await portal.isLive();
  const address = page.url();
  await context.setOffline(true);
  await portal.write("Thursday at ten.");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("kept on this device");
  await page.goto("about:blank");
  seed.revoke(link);
  await seed.push();
  await context.setOffline(false);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: GONE })).toBeVisible();
  await expect(page.getByRole("region", { name: "Not sent" })).toContainText("Thursday at ten.");
});

test("what arrived live is what stands there without a network", async ({ browser, server }) => {
  const { seed, role, portal } = await watched(browser, server, LEADER, "Engineer");
  const { page } = portal;
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
  seed.effort(role, "outreach", 0, { quantity: 17 });
  await seed.push();
  await expect(portal.feed.first()).toContainText("Approached 17 people");
  const isKept = () =>
    page.evaluate(async () => {
      const kept = await (await caches.open("portal")).match(location.pathname);
      return (await kept?.text())?.includes("Approached 17 people");
    });
  await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
  await page.context().setOffline(true);
  await page.reload();
  await expect(portal.feed.first()).toContainText("Approached 17 people");
  await page.context().close();
});
