// Review and send all: what each leader hears next, drafted from what was logged, and sent together.
import type { Locator } from "@playwright/test";
import { begun } from "../../support/board.ts";
import { DAY } from "../../support/seed.ts";
import { test as mailed } from "../../support/mail.ts";
import { expect, test } from "../../support/server.ts";

/** A leader whose update is due, with something done for their role. */
const CHANNELS = ["mail", "mail", "mail", "mail", "page", "page", "chat", "chat", "call"] as const;
/** Fay reads her page, and has an address: she is written to that something stands there. */
const NAMES = ["Ann Aaron", "Ben Bell", "Cy Cole", "Dee Dahl", "Eve Eden", "Fay Frost", "Gus Gray", "Hal Hunt", "Ida Iden"];

mailed("nine updates go out in at most 25 taps, each as its leader hears, and one whose date slipped is held out", { tag: "@phone" }, async ({ page, server, mail }) => {
  let [link, roles] = ["", [] as string[]];
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(window, { shared });
    Object.assign(navigator, { share: async ({ text }: { text: string }) => void shared.push(text) });
  });
  const { board, seed } = await begun(page, server, (seed) => {
    seed.ago = 20 * DAY;
    roles = NAMES.map((name, at) => {
      const leader = seed.leader(name);
      const email = CHANNELS[at] === "mail" || at === 5 ? `${name[0]}@example.com` : "";
      seed.tell({ do: "edit_leader", leader, details: { name, team: "", channel: CHANNELS[at], email } });
      if (CHANNELS[at] === "page") link = seed.link(leader);
      return seed.role(leader, `Role ${at + 1}`, 20);
    });
    const slipped = seed.leader("Zoe Zahn");
    const late = seed.role(slipped, "Late", 100, "source");
    seed.judge(late, "Late", 100);
    seed.date(late, slipped, 5);
  });
  seed.ago = 3_600_000;
  for (const role of roles) seed.effort(role, "outreach", 1, { quantity: 12, replies: 3, result: "pay is too low" });
  await seed.push();
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.tap();
  };
  // Drafts are made of what is here.
  await page.goto("/effort");
  await expect(page.getByRole("listitem").filter({ hasText: "12 people approached" })).toHaveCount(NAMES.length);
  await page.goto("/today");
  await tap(page.getByRole("link", { name: /^Review and send all/ }));
  for (const [at, name] of NAMES.entries()) {
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
    await expect(page.getByText(`${at + 1} of ${NAMES.length}`)).toBeVisible();
    await tap(board.button(/^Good, /));
    // The second of two taps at once is not taken for the next draft.
    await page.waitForTimeout(600);
  }
  await expect(page.getByText("Held out: Zoe Zahn. The date slipped: call first.")).toBeVisible();
  await expect(page.getByText("On their page: Eve Eden")).toBeVisible();
  await expect(page.getByText("On their page and by e-mail: Fay Frost")).toBeVisible();
  await expect(page.getByText("By e-mail: Ann Aaron, Ben Bell, Cy Cole, Dee Dahl")).toBeVisible();
  await tap(board.button("Send 6 updates"));
  for (const [at, name] of NAMES.entries()) {
    const line = page.getByRole("listitem", { name });
    if (CHANNELS[at] === "chat") await tap(line.getByRole("button", { name: "Share" }));
    if (CHANNELS[at] === "call") await tap(line.getByRole("button", { name: "We talked" }));
    if (CHANNELS[at] === "chat" || CHANNELS[at] === "call") await expect(line).toContainText(CHANNELS[at] === "call" ? "Told" : "Sent");
  }
  await expect(page.getByText("Done: 9 updates written.")).toBeVisible();
  expect(taps).toBeLessThanOrEqual(25);
  // Complete without a page, and with the day by which they hear again.
  const shared = await page.evaluate(() => (window as unknown as { shared: string[] }).shared);
  expect(shared).toHaveLength(2);
  await expect.poll(() => mail.texts.length).toBe(5);
  // What became of each is said in its place.
  for (const [at, name] of NAMES.entries()) {
    const said = CHANNELS[at] === "page" ? "page since today; tell them that it is there" : CHANNELS[at] === "chat" ? "Sent" : "Told";
    await expect(page.getByRole("listitem", { name })).toContainText(at === 5 ? "Told" : said);
  }
  for (const text of [...shared, ...mail.texts.map((text) => text.replaceAll("=\n", ""))]) {
    expect(text).toContain("We did: 12 people approached, 3 answered.");
    expect(text).toContain("Learned: pay is too low.");
    expect(text).toContain("You hear from me again by");
  }
  await board.synced();
  await page.goto("/today");
  await expect(page.getByRole("link", { name: /^Review and send all/ })).toHaveCount(0);
  await page.goto(link);
  await expect(page.getByText("We did: 12 people approached, 3 answered.")).toBeVisible();
});

test("a draft says what was logged and what a person adds, which outlives a reload; names are pointed out, and where nothing was done it asks", async ({ page, context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 20);
    seed.role(seed.leader("Marcus Obi"), "Analyst", 19);
    seed.effort(role, "outreach", 1, { quantity: 23, replies: 5, result: "4 of 5: the pay is too low" });
    seed.effort(role, "screen", 1, { shared: false, result: "Dana is nervous" });
  });
  await page.goto("/review");
  await expect(page.getByLabel("We did")).toHaveValue("23 people approached, 5 answered.");
  await expect(page.getByLabel("Learned")).toHaveValue("4 of 5: the pay is too low.");
  await expect(page.getByLabel("From you")).toHaveValue("What hurts most?");
  await expect(page.getByText("nervous")).toHaveCount(0);
  const own = page.getByLabel("In your own words, first");
  await own.fill("A slow week in numbers; we talked with Sam Reed.");
  await page.getByLabel("Next").fill("I ask about remote.");
  const way = page.getByLabel("How it reaches them");
  await way.selectOption("Call");
  await expect(page.getByText("“Sam Reed”: a name?")).toBeVisible();
  await page.reload();
  await expect(own).toHaveValue("A slow week in numbers; we talked with Sam Reed.");
  await expect(page.getByLabel("Next")).toHaveValue("I ask about remote.");
  await expect(way.locator("option:checked")).toHaveText("Call");
  await way.selectOption("Text or chat");
  await board.button(/^It is meant, next/).click();
  // What was found good is not asked about anew.
  await page.reload();

  await expect(page.getByRole("heading", { level: 2, name: "Marcus Obi" })).toBeVisible();
  await expect(page.getByText("Nothing new was logged that they see.")).toBeVisible();
  await board.button(/^Good, now send/).click();
  await expect(page.getByText("Say what is true first")).toBeVisible();
  await board.button("I owe you this").click();
  await expect(own).toHaveValue("Nothing moved here, and that is on me: I owe you this.");
  await board.button("Hold").click();
  await expect(page.getByText("You hold: Marcus Obi.")).toBeVisible();
  const line = page.getByRole("listitem", { name: "Dana Whitfield" });
  // The second of two taps says nothing, and what was copied is known after a reload.
  await line.getByRole("button", { name: "Copy the words" }).dblclick();
  await expect(line.getByRole("button", { name: "I sent it" })).toBeVisible();
  await page.reload();
  await board.button("Hold").click();
  await line.getByRole("button", { name: "I sent it" }).click();
  await expect(line).toContainText("Sent");
  // Taken back, it stands there as before.
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await line.getByRole("button", { name: "I sent it" }).click();
  await expect(page.getByText("Done: 1 update written.")).toBeVisible();
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  const talk = page.locator(".talk");
  await expect(talk).toContainText("A slow week in numbers; we talked with Sam Reed.");
  await expect(talk).toContainText("Next: I ask about remote.");
  // What was held is there as it was left.
  await page.goto("/review");
  await expect(own).toHaveValue("Nothing moved here, and that is on me: I owe you this.");
});

test("what another tab has sent meanwhile is not sent twice unless one says so", async ({ page, context, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.link(dana);
    seed.effort(seed.role(dana, "Engineer", 20), "outreach", 1, { quantity: 3 });
  });
  const other = await context.newPage();
  await page.goto("/review");
  await board.button("Good, now send").click();
  // What was found good is good in the other tab, too.
  await other.goto("/review");
  await expect(other.getByRole("button", { name: "Send 1 update" })).toBeVisible();
  await board.button("Send 1 update").click();
  await expect(page.getByText("Done: 1 update written.")).toBeVisible();
  await board.synced();
  const meanwhile = other.getByText(/Dana Whitfield was written to meanwhile, in another tab or by a colleague/);
  await expect(meanwhile, "it is said before anything is tapped").toBeVisible();
  const send = other.getByRole("button", { name: "Send 1 update" });
  await send.click();
  await expect(meanwhile).toBeVisible();
  await other.goto("/leaders");
  await other.getByRole("link", { name: "Dana Whitfield" }).click();
  await expect(other.locator(".talk").getByText("We did: 3 people approached.")).toHaveCount(1);
});

test("a finger turns from draft to draft: on to the next as the button does, and back", { tag: "@phone" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.ago = 20 * DAY;
    for (const name of ["Ann Aaron", "Ben Bell"]) seed.role(seed.leader(name), `Role of ${name}`, 20);
  });
  await page.goto("/review");
  const title = page.getByRole("heading", { level: 2 }).first();
  await expect(title).toHaveText("Ann Aaron");
  const touch = await page.context().newCDPSession(page);
  const swipe = async (by: number, down = 0) => {
    const box = (await page.locator(".review-card").boundingBox())!;
    const [x, y] = [box.x + box.width / 2 - by / 2, box.y + 40];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
    for (const part of [0.3, 0.6, 1]) {
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: x + by * part, y: y + down * part }] });
    }
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  // An empty draft asks what is true, as the button does.
  await swipe(-200);
  await expect(page.getByText(/^Say what is true first/)).toBeVisible();
  // A tap right after a swipe ends its momentum, and is none.
  await page.getByRole("button", { name: "I owe you this" }).click();
  await swipe(-200);
  await expect(title).toHaveText("Ben Bell");
  await swipe(200);
  await expect(title).toHaveText("Ann Aaron");
  // Up and down is scrolling.
  await swipe(-80, 200);
  await expect(title).toHaveText("Ann Aaron");
  await expect(board.button(/^Good, next: Ben Bell/)).toBeVisible();
});

test("what was found good is read anew once it says something else", async ({ page, server }) => {
  let role = "";
  const { board, seed } = await begun(page, server, (seed) => {
    role = seed.role(seed.leader("Dana Whitfield"), "Engineer", 20);
    seed.effort(role, "outreach", 1, { quantity: 23 });
  });
  await page.goto("/review");
  await board.button("Good, now send").click();
  await expect(page.getByRole("heading", { name: "Send all" })).toBeVisible();
  // A reload asks nothing anew; news do.
  await page.reload();
  await expect(page.getByRole("heading", { name: "Send all" })).toBeVisible();
  seed.effort(role, "screen", 0, { quantity: 1, result: "Carla Jones wants twice the pay" });
  await seed.push();
  await page.goto("/effort");
  await expect(page.getByText("Carla Jones wants twice the pay").first()).toBeVisible();
  await page.goto("/review");
  await expect(page.getByRole("heading", { name: "Dana Whitfield" })).toBeVisible();
  await expect(board.button("It is meant, now send")).toBeVisible();
});
