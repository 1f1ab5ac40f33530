import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test.beforeEach(async ({ page }) => {
  await new Board(page).open();
});

test("a role is held and resumed", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await board.more("Put on hold");
  await page.getByLabel("Who asked for it?").fill("Marcus");
  await page.getByLabel("Why?").fill("Budget review");
  await page.locator("form").getByRole("button", { name: "Put on hold" }).click();
  await expect(board.main).toContainText("asked by Marcus: Budget review");
  await board.show();
  await expect(board.card("Engineer")).toContainText(/on hold.*Until .*: Budget review/);
  await board.moves("Engineer").press("Enter");
  const barred = board.dialog("Move to").getByRole("button", { name: "Source The role is on hold: resume it first." });
  await expect(barred).toBeDisabled();
  await page.keyboard.press("Escape");
  await board.openRole("Engineer");
  await board.more("Resume");
  await expect(board.main).not.toContainText("asked by Marcus");
});

test("a role is edited, closed with a reason, and opened again", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await board.more("Edit");
  await page.getByLabel("Title").fill("Staff Engineer");
  await page.locator("form.card").getByLabel("Seniority").selectOption("Director");
  await board.button("Save").click();
  await expect(page.getByRole("heading", { name: "Staff Engineer", level: 1 })).toBeVisible();
  await expect(board.main).toContainText("Director");
  await board.more("Edit");
  const needs = page.getByLabel("Who needs it?");
  await needs.fill(" ");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("The leader's name is empty");
  await needs.fill("Marcus Obi");
  await board.button("Save").click();
  await board.turnTo("Updates");
  await expect(page.getByRole("heading", { name: "Updates for Marcus Obi" })).toBeVisible();
  await board.moveTo("Staff Engineer", "Solved without a hire");
  await expect(board.main).toContainText(/Solved without a hire on .*, after 0 days\./);
  await board.show();
  await expect(board.column("Closed").getByRole("listitem")).toHaveCount(1);
  await expect(board.card("Staff Engineer")).toContainText("Solved without a hire");
  await board.moveTo("Staff Engineer", "Set expectations");
  await expect(board.titles("Set expectations")).toHaveText(["Staff Engineer"]);
});

test("an unknown role says what may have happened", async ({ page }) => {
  await page.goto("/role/0190c0de-0000-7000-8000-000000000001");
  await expect(page.getByRole("heading", { name: "This role is not here" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the board" }).click();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
});
