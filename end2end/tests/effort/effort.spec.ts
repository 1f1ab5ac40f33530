import { Board } from "../../support/board.ts";
import { watched } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("an effort is changed, keeps what it said before, and can be changed back", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.logOne("Outreach");
  await board.button("Change: 1 person approached").click();
  const form = board.efforts.locator("form");
  await form.getByLabel("How many (people approached)").fill("12");
  await form.getByLabel("What came of it").fill("Pay is too low");
  await form.getByLabel("When").fill("2026-01-05T09:30");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toContainText("after this was done: choose a later day, or correct the role's opening day first.");
  await form.getByLabel("When").fill(`${date(1)}T09:30`);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(board.efforts).toHaveText([/12 people approached.*Pay is too low/]);
  await expect(board.efforts.locator("time")).toHaveAttribute("title", /, 09:30$/);
  await page.getByText("changed once").click();
  await expect(board.efforts).toContainText("1 person approached, 6 min");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.efforts).toHaveText([/1 person approached · 6 min/]);
});

test("words reach the leader after two minutes or at once when shared; counts never wait", async ({ page, browser, server }) => {
  const { portal } = await watched(browser, server, LEADER, "Engineer");

  const board = new Board(page);
  await board.signIn();
  await board.entered();
  await board.openRole("Engineer");
  await page.getByText("With numbers and a result").click();
  const form = page.getByRole("region", { name: "Effort", exact: true }).locator("form");
  await form.getByLabel("How many (people approached)").fill("7");
  await form.getByLabel("What came of it").fill("Maria Lopez is strong");
  await expect(form.getByText("“Maria Lopez” looks like a name")).toBeVisible();
  await form.getByRole("button", { name: "Log it" }).click();
  await expect(portal.feed).toHaveText([/Approached 7 people\./]);
  await expect(portal.feed).not.toContainText("Maria");

  await board.button("Change: 7 people approached").click();
  await board.efforts.locator("form").getByLabel("What came of it").fill("One is strong");
  await board.button("Save").click();
  await expect(board.efforts).toContainText("The leader sees these words at");
  await board.button("Share now").click();
  await expect(portal.feed).toContainText("One is strong");
  await expect(board.button("Share now")).toHaveCount(0);
  await portal.page.context().close();
});

test.describe("when two minutes have passed", () => {
  // The server's clock is ahead: what is logged now is two minutes old there.
  test.use({ serverEnv: { FULCRUM_TEST_CLOCK: new Date(Date.now() + 118_000).toISOString() } });

  test("waiting words appear on the open page by themselves", async ({ browser, server }) => {
    const { seed, role, portal } = await watched(browser, server, LEADER, "Engineer");
    seed.effort(role, "outreach", 0, { quantity: 9, result: "Two want to talk." });
    seed.ago = 0;
    await seed.push();
    await expect(portal.feed).toContainText("Approached 9 people");
    await expect(portal.feed).toContainText("Two want to talk.", { timeout: 20_000 });
    await portal.page.context().close();
  });
});

test("the evening sweep logs what was counted, and one undo takes all of it back", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer", "Designer");
  await board.button("Log effort").click();
  await board.button("Evening sweep").click();
  const sweep = board.dialog("Evening sweep");
  for (let tap = 0; tap < 3; tap++) await sweep.getByRole("button", { name: "One more for Engineer" }).click();
  await sweep.getByRole("button", { name: "One less for Engineer" }).click();
  await sweep.getByLabel("What you did today").selectOption("First talk");
  await sweep.getByRole("button", { name: "One more for Designer" }).click();
  await sweep.getByRole("button", { name: "Log 2 efforts" }).click();
  await expect(board.notice).toContainText("Logged: 2 efforts.");
  await board.openRole("Engineer");
  await expect(board.efforts).toHaveText([/2 people approached · 12 min/]);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.efforts).toHaveCount(0);
  await board.show();
  await board.openRole("Designer");
  await expect(board.efforts).toHaveCount(0);
});

test("the last effort is logged again in one tap", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await page.getByText("With numbers and a result").click();
  const form = page.getByRole("region", { name: "Effort", exact: true }).locator("form");
  await form.getByLabel("How many (people approached)").fill("12");
  await form.getByRole("button", { name: "Log it" }).click();
  await board.button("Log effort").click();
  await board.dialog("Log effort").getByRole("button", { name: "Again: 12 people approached" }).click();
  await expect(board.efforts).toHaveText([/12 people approached/, /12 people approached/]);
});

test("a timer runs on while the page is closed, and fills in the minutes", async ({ page }) => {
  const board = new Board(page);
  await page.clock.install();
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.button("Log effort").click();
  await board.button("Start a timer").click();
  await page.clock.fastForward("17:30");
  await page.reload();
  const chip = page.getByRole("button", { name: /min Stop and log/ });
  await expect(chip).toContainText("18 min");
  await chip.click();
  await page.keyboard.press("Escape");
  await expect(chip, "a closed sheet loses nothing").toContainText("18 min");
  await chip.click();
  const form = board.dialog("Log effort").locator("form");
  await expect(form.getByLabel("Minutes")).toHaveValue("18");
  await form.getByRole("checkbox", { name: "Engineer" }).check();
  await form.getByRole("button", { name: "Log it" }).click();
  await expect(board.efforts).toHaveText([/1 person approached · 18 min/]);
  await expect(chip).toHaveCount(0);
});

test("half-typed words survive a closed sheet", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.button("Log effort").click();
  await page.getByText("With numbers, a result").click();
  await board.dialog("Log effort").getByLabel("What came of it").fill("Half a thou");
  await page.keyboard.press("Escape");
  await page.reload();
  await board.button("Log effort").click();
  await page.getByText("With numbers, a result").click();
  await expect(board.dialog("Log effort").getByLabel("What came of it")).toHaveValue("Half a thou");
});

test("what was counted in a sweep is there when it is opened again, until it is logged", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "Engineer");
  await page.keyboard.press("s");
  const sweep = board.dialog("Evening sweep");
  for (let tap = 0; tap < 3; tap++) await sweep.getByRole("button", { name: "One more for Engineer" }).click();
  await page.keyboard.press("Escape");
  await expect(sweep).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  await page.keyboard.press("s");
  await expect(sweep.getByRole("status")).toHaveText("3");
  await sweep.getByRole("button", { name: "Log 1 effort" }).click();
  await expect(board.notice).toContainText("Logged: 1 effort.");
  await page.keyboard.press("s");
  await expect(sweep.getByRole("status")).toHaveText("0");
});
