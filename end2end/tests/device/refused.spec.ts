// Work that was refused: what it was is seen, in full, and can be taken along.
import { Board, signedInElsewhere } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";
const WORDS = "Two are in play; one asks for more than the range.";

test("what was refused shows its words, whom it was for, and can be copied", async ({ page, browser, server, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const board = new Board(page);
  const seed = await Seed.claim(server);
  seed.role(seed.leader(LEADER), "Engineer");
  seed.role(seed.leader("Marcus Obi"), "Controller");
  await board.begin(seed);
  await board.worksOffline();
  const other = await signedInElsewhere(browser, server);

  await board.openRole("Engineer");
  await context.setOffline(true);
  await board.turnTo("Updates");
  await page.getByLabel("A short update").fill(WORDS);
  await board.writeIt.click();
  await board.more("Edit");
  await page.getByLabel("Title", { exact: true }).fill("Data Engineer");
  await board.button("Save").click();

  await other.openRole("Engineer");
  await other.more("Edit");
  await other.page.getByLabel("Title", { exact: true }).fill("Site Engineer");
  await other.page.getByLabel("Who needs it?").fill("Marcus Obi");
  await other.button("Save").click();
  await other.synced();

  await context.setOffline(false);
  await expect(board.sync).toHaveText("2 changes refused: see why");
  await board.sync.click();
  const refused = board.dialog("Your data").getByRole("listitem");
  const update = refused.filter({ hasText: "Send an update" });
  await expect(update).toContainText(/Send an update \d+ /);
  await expect(update).toContainText(LEADER);
  await expect(update).toContainText(WORDS);
  await update.getByRole("button", { name: "Copy" }).click();
  await expect(update).toContainText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(WORDS);
  const edit = refused.filter({ hasText: "Change a role" });
  await expect(edit).toContainText("Data Engineer");
  await expect(edit).toContainText("The title was changed to \"Site Engineer\" meanwhile");
  // What was typed is nowhere else: it asks.
  await update.getByRole("button", { name: "Dismiss" }).click();
  await expect(update.getByRole("alert")).toContainText("copy it first");
  await expect(refused).toHaveCount(2);
  await update.getByRole("button", { name: "Dismiss for good" }).click();
  await expect(refused).toHaveCount(1);
  // Whoever has read what the others wrote may mean it: the leader, whom they changed, stays as they changed it.
  await edit.getByRole("button", { name: "Save again" }).click();
  await expect(refused).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Data Engineer", level: 1 })).toBeVisible();
  await expect(board.main.getByRole("link", { name: "Marcus Obi" })).toBeVisible();

  // What waits besides is said as well.
  await context.setOffline(true);
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText("1 change waiting · offline");
  await other.close();
});
