import { Board } from "../support/board.ts";
import { expect, test } from "../support/server.ts";

const LEADER = "Dana Whitfield";

test.beforeEach(async ({ page }) => {
  await new Board(page).open();
});

test("what was done can be undone", async ({ page }) => {
  const board = new Board(page);
  await board.addRoles(LEADER, "Engineer");
  await board.moveTo("Engineer", "Offer");
  await expect(board.titles("Offer")).toHaveText(["Engineer"]);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.notice).toContainText("Undone.");

  await board.card("Engineer").getByRole("button", { name: "outreach" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toBeVisible();
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toHaveCount(0);
});

test("a role is held and resumed", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await board.button("Put on hold").click();
  await page.getByLabel("Who asked for it?").fill("Marcus");
  await page.getByLabel("Why?").fill("Budget review");
  await page.locator("form").getByRole("button", { name: "Put on hold" }).click();
  await expect(board.main).toContainText("asked by Marcus: Budget review");
  await board.show();
  await expect(board.card("Engineer")).toContainText("On hold until");
  await board.moves("Engineer").click();
  const barred = board.dialog("Move to").getByRole("button", { name: "Source The role is on hold: resume it first." });
  await expect(barred).toBeDisabled();
  await page.keyboard.press("Escape");
  await board.openRole("Engineer");
  await board.button("Resume").click();
  await expect(board.button("Put on hold")).toBeVisible();
});

test("a role is edited, closed with a reason, and opened again", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await board.button("Edit").click();
  await page.getByLabel("Title").fill("Staff Engineer");
  await page.getByLabel("Seniority").selectOption("Director");
  await board.button("Save").click();
  await expect(page.getByRole("heading", { name: "Staff Engineer", level: 1 })).toBeVisible();
  await expect(board.main).toContainText("Director");
  await board.button("Edit").click();
  const needs = page.getByLabel("Who needs it?");
  await needs.fill(" ");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("The leader's name is empty");
  await needs.fill("Marcus Obi");
  await board.button("Save").click();
  await expect(page.getByRole("heading", { name: "Updates for Marcus Obi" })).toBeVisible();
  await board.moveTo("Staff Engineer", "Solved without a hire");
  await expect(board.main).toContainText(/Solved without a hire on .*, after 0 days\./);
  await board.show();
  await page.getByText("Closed (1)").click();
  await expect(board.card("Staff Engineer")).toContainText("Solved without a hire");
  await board.moveTo("Staff Engineer", "Interview");
  await expect(board.titles("Interview")).toHaveText(["Staff Engineer"]);
});

test("an effort is logged with numbers, and taken back", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await page.getByText("With numbers and a result").click();
  const form = page.getByRole("region", { name: "Effort", exact: true });
  await form.getByLabel("How many (people reached)").fill("23");
  await expect(form.getByLabel("Minutes")).toHaveValue("138");
  await form.getByLabel("Of them replied").fill("5");
  await form.getByLabel("What came of it").fill("Pay is too low for most");
  await form.getByRole("button", { name: "Log it" }).click();
  await expect(board.efforts).toHaveText([/23 people reached, 5 replied.*Pay is too low for most/]);
  await board.button("Remove: 23 people reached, 5 replied").click();
  await expect(board.efforts).toHaveCount(0);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.efforts).toHaveCount(1);
});

test("one tap on the log sheet logs for the role it names", async ({ page }) => {
  const board = new Board(page);
  await board.addRoles(LEADER, "Engineer", "Designer");
  await board.button("Log effort").click();
  await board.dialog("Log effort").getByRole("button", { name: "Screen Designer" }).click();
  await expect(board.notice).toContainText("Logged: screen for Designer.");
  await board.openRole("Designer");
  await expect(board.efforts).toHaveText([/1 screen/]);
});

test("a leader is renamed, and can be erased", async ({ page }) => {
  const board = new Board(page);
  await board.addRoles(LEADER, "Engineer");
  await page.getByRole("link", { name: "Leaders" }).click();
  await board.button(`Edit ${LEADER}`).click();
  await page.getByLabel("Team (optional)").fill("Platform");
  await board.button("Save").click();
  await expect(board.main).toContainText("Platform");
  await board.button(`Edit ${LEADER}`).click();
  await board.button("Erase this person…").click();
  await board.button("Erase for good").click();
  await expect(page.getByText(LEADER)).toHaveCount(0);
  await board.show();
  await expect(board.card("Engineer")).toContainText("No leader");
});

test("an unknown role says what may have happened", async ({ page }) => {
  await page.goto("/role/0190c0de-0000-7000-8000-000000000001");
  await expect(page.getByRole("heading", { name: "This role is not here" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the board" }).click();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
});
