// What is said of an update that was just written, and who wrote it.
import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { TOM, colleague } from "../../support/team.ts";

const LEADER = "Dana Whitfield";

test("after sending, no more is said than is so", async ({ page, context, server }) => {
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
    await board.button("Send update").click();
  };

  await board.openRole("Controller");
  await send();
  await expect(board.notice).toContainText("Noted. Marcus Obi has no page yet: share a link");

  await board.show();
  await board.openRole("Engineer");
  await send();
  await expect(board.notice).toContainText(`On its way to ${LEADER}'s page.`);
  await board.synced();
  await context.setOffline(true);
  await expect(board.sync).toHaveText(/offline$/);
  await send();
  await expect(board.notice).toContainText(`Kept on this device: it goes to ${LEADER}'s page once you are online.`);
});

test("an update names who wrote it", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  const tom = await colleague(browser, seed);
  await tom.openRole("Engineer");
  await tom.turnTo("Updates");
  await tom.page.getByLabel("A short update").fill("Two are in play.");
  await tom.button("Send update").click();
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
