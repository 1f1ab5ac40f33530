import { Board } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("cadence and minutes hold for the whole workspace, and for what the leader is told", async ({ page, browser, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER);
  seed.role(dana, "Engineer", 0);
  const link = seed.link(dana);
  await seed.push();
  const portal = await opened(browser, link);
  const board = new Board(page);
  await board.signIn();
  await board.synced();
  await board.room("Settings");
  await page.getByLabel("Longest silence, in business days").fill("1");
  await page.getByLabel("Outreach, each person").fill("9");
  await page.getByLabel("Holidays, one on each line").fill("2026-12-25, 2026-12-26");
  const form = (heading: string) => page.locator("form").filter({ has: page.getByRole("heading", { name: heading }) });
  await form("When leaders hear").getByRole("button", { name: "Save" }).click();
  await expect(board.notice).toContainText("Saved for the whole workspace.");
  await expect(portal.page.getByRole("main")).toContainText(/You hear from Priya Nair (by tomorrow|by Monday|today)/);
  const workspace = form("Workspace");
  await workspace.getByLabel("Its days are counted in").fill("Mars/Olympus");
  await workspace.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText("Mars/Olympus is not a zone: choose one such as Europe/London.");
  await workspace.getByLabel("Its days are counted in").fill("Asia/Tokyo");
  await workspace.getByLabel("Name, as leaders read it").fill("Northwind Search");
  await workspace.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Northwind Search. Its days are counted in Asia/Tokyo.")).toBeVisible();
  await board.show();
  await board.openRole("Engineer");
  await board.logOne("Outreach");
  await expect(board.efforts).toHaveText([/1 person approached · 9 min/]);
  await portal.page.context().close();
});

test("impossible settings are told, and kept as they were typed", async ({ page }) => {
  await page.goto("/settings");
  const board = new Board(page);
  const silence = page.getByLabel("Longest silence, in business days");
  const holidays = page.getByLabel("Holidays, one on each line");
  for (const [field, bad, words] of [
    [silence, "soon", 'needs a whole number, such as 12; it says "soon"'],
    [silence, "0", "must be from 1 to 20"],
    [silence, "", "needs a whole number"],
    [holidays, "25.12.2026", "25.12.2026 is not a day: write it as 2026-12-25"],
    [holidays, "2026-02-30", "2026-02-30 is not a day"],
    [page.getByLabel("First talk"), "2000", "must be from 1 to 1440"],
  ] as const) {
    const good = await field.inputValue();
    await field.fill(bad);
    await board.button("Save").click();
    await expect(page.getByRole("alert"), bad).toContainText(words);
    await expect(field).toHaveValue(bad);
    await field.fill(good);
  }
});

