// What hurts, what is behind it, and who reads it; and the gate before sourcing.
import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("from a sentence without a network to what is behind it, which the leader reads without scripts", { tag: "@phone" }, async ({
  page,
  browser,
  server,
}) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  const link = await board.makesLink();
  await server.kill();
  await board.writesDown("Reports arrive late", "Nobody maintains the night jobs", "Two people left since autumn");
  await expect(board.pains.getByText("Ask next:")).toHaveCount(0);
  await expect(board.pain("Reports arrive late")).toContainText("this is behind it");
  await server.start();
  await board.synced();
  const leader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await leader.goto(link);
  await expect(leader.getByRole("heading", { name: "What hurts, as" })).toHaveCount(0);

  await board.shares("Reports arrive late");
  await board.sharesWhy("Two people left since autumn");
  await board.synced();
  const shown = leader.getByRole("region", { name: "What hurts, as we understood it" });
  await expect(async () => {
    await leader.reload();
    await expect(shown).toContainText("Two people left since autumn", { timeout: 1_000 });
  }).toPass();
  await expect(shown).toContainText("Reports arrive late");
  await expect(shown).not.toContainText("night jobs");
});

test("whoever is named in what a leader is shown is pointed out, and Undo takes it from the page", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.leader("Marcus Obi");
    seed.role(seed.leader(LEADER), "Engineer");
  });
  await board.openRole("Engineer");
  await board.writesDown("Marcus Obi reports late", "Nobody told Marcus");
  await board.shares("Marcus Obi reports late");
  await expect(board.notice).toContainText("“Marcus Obi” looks like a name: is that meant?");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.pain("Marcus Obi reports late")).toContainText("only us");
});

test("a card that is dragged past the gate is asked about, led to the question, and let through", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.button("Skip").click();
  const gate = board.dialog("Before anybody is sought");
  await board.card("Engineer").dragTo(board.column("Source"));
  await expect(gate).toContainText("What hurts most?");
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await gate.getByRole("button", { name: "Ask it now" }).click();
  await expect(page.getByRole("heading", { name: `Talking with ${LEADER}` })).toBeVisible();
  await page.locator("#talk-field").fill("Reports arrive late");
  await board.button("It hurts 8 of 10").click();
  await page.locator("#talk-field").fill("Nobody maintains the night jobs");
  await board.button("Fact").click();
  await board.button("Done for now").click();
  await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
  await board.moveTo("Engineer", "Source");
  await expect(gate).toContainText("And why is that?");
  await page.keyboard.press("Escape");
  await board.pain("Reports arrive late").getByRole("button", { name: "Why is that: Nobody maintains" }).click();
  await page.getByLabel("Why is that?").fill("Two people left since autumn");
  await board.pain("Reports arrive late").getByRole("button", { name: "Write it down" }).click();
  await board.moveTo("Engineer", "Source");
  await expect(gate).toContainText("tell by when somebody comes");
  await gate.getByRole("button", { name: "Talk it through now" }).click();
  await board.tellsDate();
  await board.moveTo("Engineer", "Source");
  await board.show();
  await expect(board.titles("Source")).toHaveText(["Engineer"]);
});

test("a reason lets a role through, and the card says what is still to ask", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.moveTo("Engineer", "Interview");
  await board.dialog("Before anybody is sought").getByRole("button", { name: "We talk this week" }).click();
  await expect(board.titles("Interview")).toHaveText(["Engineer"]);
  await expect(board.card("Engineer")).toContainText("Skipped: still to ask");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.card("Engineer")).not.toContainText("Skipped");
});
