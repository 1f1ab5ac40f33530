import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the sample is one tap in and one tap out, and leaves one's own board as it was", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.button("look at a sample board").click();
  await expect(page.getByText("This is a sample.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(11);
  await expect(board.titles("Closed")).toHaveText(["Night Shift Lead"]);
  await expect(board.card("Night Shift Lead")).toContainText("Solved without a hire");
  await page.reload();
  await expect(page.getByRole("heading", { level: 3 }), "it is told once").toHaveCount(11);

  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "You are in the sample" })).toBeVisible();
  await board.button("Leave the sample").click();
  await expect(board.button("Add your first role")).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(1);
});

test("a tour of three steps leads through what hurts, what was told and what was done", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.button("look at a sample board").click();
  const tour = page.getByRole("group", { name: "A tour of three steps" });
  const stops = [["See what hurts", "Pains"], ["See what was told", "Told"], ["See what was done", "Updates"]];
  for (const [act, tab] of stops) {
    await tour.getByRole("button", { name: act }).click();
    await expect(page.getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
  }
  await expect(tour).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("This is a sample.")).toBeVisible();
  await expect(tour).toHaveCount(0);
});

test("work that was there before is there again after the sample, and can be uploaded", async ({ page, server }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  // As if one had come back for it: the welcome offers it only on an empty board.
  await page.evaluate(() => localStorage.setItem("fulcrum.database", JSON.stringify("fulcrum-sample")));
  await page.reload();
  await expect(board.card("Ward Manager")).toBeVisible();
  await board.button("Leave the sample").click();
  await expect(page.getByText("This is a sample.")).toHaveCount(0);
  await board.show();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Engineer"]);
  await Seed.claim(server);
  await board.bring();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Engineer"]);
});

test("what was done in the sample by hand is not thrown away unasked", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.button("look at a sample board").click();
  await board.openRole("Ward Manager");
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText("Saved on this device");
  await page.reload();
  await board.button("Leave the sample").click();
  await expect(page.getByRole("alert")).toContainText("1 change that you made here by hand would go with the sample");
  await board.button("Stay in the sample").click();
  await expect(page.getByText("This is a sample.")).toBeVisible();
  await board.button("Leave the sample").click();
  await board.button("Leave it all the same").click();
  await expect(board.button("Add your first role")).toBeVisible();
});

test("three first steps, one question at a time, none of which needs a server", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps).toContainText("0 of 3 first steps");
  await steps.getByRole("button", { name: `What did ${LEADER} say: what hurts most?` }).click();
  await expect(page.getByRole("heading", { name: "What hurts" })).toBeFocused();
  await board.writesDown("Reports arrive two days late");
  await board.show();
  await expect(steps).toContainText("1 of 3 first steps");
  await steps.getByRole("button", { name: "What did you do for Engineer?" }).click();
  await board.dialog("Log effort").getByRole("button", { name: "Outreach Engineer" }).click();
  await expect(steps).toContainText("2 of 3 first steps");
  await steps.getByRole("button", { name: `Send ${LEADER} the first update` }).click();
  await expect(page.getByLabel("A short update")).toHaveValue("1 person approached.");
  await board.button("We talked").click();
  await board.show();
  // No server has it.
  await expect(steps).toContainText("3 of 3 first steps");
  await steps.getByRole("button", { name: "Your board lives only in this browser: save a copy" }).click();
  await expect(page.getByRole("heading", { name: "This device" })).toBeFocused();
  await expect(board.button("Export a copy")).toBeInViewport();
});

test("the first steps can be skipped", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  const steps = page.getByRole("region", { name: "First steps" });
  await steps.getByRole("button", { name: "Skip" }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await expect(board.card("Engineer")).toBeVisible();
  await expect(steps).toHaveCount(0);
});
