// What is said of an update that was just written, and who wrote it.
import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { Portal } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";
import { TOM, colleague } from "../../support/team.ts";

const LEADER = "Dana Whitfield";

test("after sending, no more is said than is so", async ({ page, context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER);
  seed.role(dana, "Engineer");
  seed.role(seed.leader("Marcus Obi"), "Controller");
  seed.link(dana);
  await board.begin(seed);
  const send = async () => {
    await board.turnTo("Updates");
    await page.getByLabel("A short update").fill("Two are in play.");
    await board.writeIt.click();
  };

  await board.openRole("Controller");
  await send();
  await expect(board.notice).toContainText("Copied and noted: paste it to the leader, and say so once it is sent.");
  await expect(page.getByRole("listitem").filter({ hasText: "Not told yet" })).toContainText("Marcus Obi has no link yet: share one, or copy the words.");

  await board.show();
  await board.openRole("Engineer");
  await send();
  await expect(board.notice).toContainText(`On its way to ${LEADER}’s page. Tell them that it is there.`);
  await board.synced();
  await context.setOffline(true);
  await expect(board.sync).toHaveText(/offline$/);
  await send();
  await expect(board.notice).toContainText(`Kept on this device: it goes to ${LEADER}’s page once you are online.`);
  const updates = page.getByRole("region", { name: `Updates for ${LEADER}` });
  await expect(updates.getByText("Waits on this device."), "of two, the one that was sent does not").toHaveCount(1);
  await expect(updates.getByText(`On ${LEADER}’s page since`)).toHaveCount(1);
});

test("standing on a page is not telling, until the leader does something there or one says that it was sent", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    seed.role(dana, "Engineer", 20);
    link = seed.link(dana);
  });
  const writes = async (text: string) => {
    await board.openLeader(LEADER);
    await page.getByLabel("A short update").fill(text);
    await board.writeIt.click();
  };
  await writes("Two are in play.");
  const line = page.getByRole("region", { name: "Conversation" }).getByRole("listitem").filter({ hasText: "Two are in play." });
  await expect(line).toContainText(`On ${LEADER}’s page since today; tell them that it is there.`);
  await expect(board.main, "the clock runs on").toContainText("Should have heard");
  await page.goto("/today");
  const owed = page.getByRole("listitem").filter({ hasText: LEADER });
  await expect(owed).toContainText(/update \d+ days? late: written today, not told yet/);
  await owed.getByRole("button", { name: `Tell ${LEADER} what stands on their page` }).click();

  // On her page, without script.
  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await dana.goto(link);
  const update = dana.locator("section.update");
  await update.getByRole("button", { name: "Got it" }).click();
  await update.getByRole("button", { name: "Yes, I am" }).click();
  await expect(update).toContainText("You got it, today");
  await expect(update.getByRole("button", { name: "Got it" })).toHaveCount(0);
  await expect(line).toContainText("got it today");
  await expect(line).not.toContainText("Not told yet");
  await expect(board.main).toContainText("Next by");

  // On another device she says thanks: who she is is asked there, too.
  await writes("Thanks to you, four are.");
  for (const javaScriptEnabled of [true, false]) {
    const phone = await (await browser.newContext({ javaScriptEnabled })).newPage();
    await phone.goto(link);
    const newest = phone.locator("section.update").first();
    if (javaScriptEnabled) await expect(phone.getByText(/^Live, as of/)).toBeVisible();
    await newest.getByRole("button", { name: "Thanks" }).click();
    await newest.getByRole("button", { name: "Yes, I am" }).click();
    await expect(newest).toContainText("You said thanks, today");
    const thanked = page.getByRole("listitem").filter({ hasText: javaScriptEnabled ? "Thanks to you, four are." : "And five." });
    await expect(thanked.first()).toContainText("thanks today");
    if (javaScriptEnabled) await writes("And five.");
  }

  // Sent another way: said by whoever sent it, and taken back.
  await writes("Three are.");
  const next = page.getByRole("region", { name: "Conversation" }).getByRole("listitem").filter({ hasText: "Three are." });
  await next.getByRole("button", { name: "I sent it" }).click();
  await expect(next).toContainText("by text or chat");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(next).toContainText("Not told yet");

  // Who writes where the network has gone has not read what came meanwhile, whenever it arrives.
  const away = await browser.newContext();
  const late = new Portal(await away.newPage());
  await late.open(link);
  await late.isLive();
  await away.setOffline(true);
  await writes("Two are.");
  const unread = page.getByRole("region", { name: "Conversation" }).getByRole("listitem").filter({ hasText: "Two are." });
  await expect(unread).toContainText("Not told yet");
  await late.write("Thursday at ten.");
  await late.confirm(LEADER);
  await away.setOffline(false);
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText("Thursday at ten.");
  await expect(next, "this they had read").not.toContainText("Not told yet");
  await expect(unread).toContainText("Not told yet");
});

test("a talk is undone, and the clock with it", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer", 20));
  await board.openLeader(LEADER);
  await expect(board.main).toContainText("Should have heard");
  await board.button("We talked").click();
  await expect(board.main).toContainText("Next by");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.main).toContainText("Should have heard");
  await expect(board.main).not.toContainText("We talked.");
});

test("an update names who wrote it", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  const tom = await colleague(browser, seed);
  await tom.openRole("Engineer");
  await tom.turnTo("Updates");
  await tom.page.getByLabel("A short update").fill("Two are in play.");
  await tom.writeIt.click();
  const updates = (one: Board) => one.page.getByRole("region", { name: `Updates for ${LEADER}` }).getByRole("listitem");
  await expect(updates(tom)).toContainText(/^You/);
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await expect(updates(board)).toContainText(new RegExp(`^${TOM.name}`));
  await tom.close();
});

test("an update that is half written names nobody who was erased meanwhile", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer", 20));
  const other = await signedInElsewhere(browser, server);
  await board.openLeader(LEADER);
  await page.getByLabel("A short update").fill("Two are in play.");
  await other.erase(LEADER);
  await expect(board.main).toContainText("This leader is not here");
  await expect(board.main).not.toContainText(LEADER);
  await expect(page.getByLabel("A short update")).toHaveCount(0);
  await other.close();
});
