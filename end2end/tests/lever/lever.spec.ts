// What working with leaders moves: with its numbers and where they are from, for nobody to judge of few, and no one person's minutes.
import { readFile } from "node:fs/promises";
import { begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

test("facts stand with their numbers and the roles behind them, and what few speak of is not judged", { tag: "@both-sizes" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Buyer", 30, "closed", "solved_without_hire");
    for (let at = 1; at < 5; at += 1) seed.role(dana, `Analyst ${at}`, 30, "closed", "filled");
    const engineer = seed.role(dana, "Engineer", 30);
    seed.effort(engineer, "outreach", 8, { quantity: 23, minutes: 90, side: "sourcing" });
    seed.effort(engineer, "intake", 8, { minutes: 30, side: "partnership" });
  });
  await board.room("Leverage");
  await expect(page.getByRole("heading", { level: 1, name: "Leverage" })).toBeFocused();

  const time = page.getByRole("region", { name: "Where the time went" });
  await expect(time.getByRole("listitem").filter({ hasText: "With the leader" }).first()).toContainText("30 min in 1 role.");
  await time.getByText("Where is this from?").click();
  await expect(time.getByText(": 30 min with the leader, 1 h 30 min looking")).toBeVisible();

  const came = page.getByRole("region", { name: "What came of it" });
  const solved = came.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Solved without a hire" }) });
  await expect(solved).toContainText("1 of 5 roles that were closed: solved without a hire.");
  await solved.getByText("Where is this from?").click();
  await expect(solved.getByRole("listitem").filter({ hasText: "Buyer" })).toHaveText("Buyer: solved without a hire");
  const stood = came.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Leaders who knew where they stood" }) });
  await expect(stood).toContainText("Too few to judge: none yet; from 5 on it says something.");
  await expect(page.getByRole("region", { name: "Who went on" })).toContainText("Roles that began here: too few to judge (none yet).");
  await expect(page.getByRole("main")).not.toContainText("Priya");

  const [download] = await Promise.all([page.waitForEvent("download"), board.button("Save as a table").click()]);
  expect(download.suggestedFilename()).toBe("fulcrum-leverage.csv");
  const table = await readFile(await download.path(), "utf8");
  expect(table).toMatch(/,Engineer,[^,]+,[^,]+,[^,]+,,30,90,/);
  expect(table).not.toContain("Priya");

  const [facts] = await Promise.all([page.waitForEvent("download"), board.button("Save the facts").click()]);
  expect(await readFile(await facts.path(), "utf8")).toContain("Solved without a hire,1,5,,,1 of 5 roles");

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1, name: "Leverage" })).toBeVisible();
  await expect(solved).toBeVisible();
  await expect(board.button("Print")).toBeHidden();
  await expect(solved.getByRole("link", { name: "Buyer" })).toBeHidden();
  await page.emulateMedia({ media: null });

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await solved.getByRole("link", { name: "Buyer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Buyer" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Pains", selected: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Buyer" }), "it begins at its top").toBeInViewport();
  await page.keyboard.press("v");
  await expect(page.getByRole("heading", { level: 1, name: "Leverage" })).toBeVisible();
});

test("what one person alone logged is for that person, and withheld from a colleague", async ({ page, server, browser }) => {
  const { board, seed } = await begun(page, server, (seed) => {
    const engineer = seed.role(seed.leader("Dana Whitfield"), "Engineer", 30);
    seed.effort(engineer, "outreach", 8, { quantity: 23, minutes: 90, side: "sourcing" });
  });
  await board.room("Leverage");
  const looking = (of: typeof board) =>
    of.page.getByRole("region", { name: "Where the time went" }).getByRole("listitem").filter({ hasText: "Looking for somebody" });
  await expect(looking(board)).toContainText("1 h 30 min in 1 role.");

  const tom = await colleague(browser, seed);
  await tom.page.goto("/leverage");
  await expect(looking(tom)).toContainText("Withheld in 1 role.");
  await expect(tom.main).toContainText("Minutes are for whoever logged them.");
  await expect(tom.main).not.toContainText("1 h 30 min");
  const [download] = await Promise.all([tom.page.waitForEvent("download"), tom.button("Save as a table").click()]);
  expect(await readFile(await download.path(), "utf8")).toMatch(/,Engineer,[^,]+,[^,]+,[^,]+,,0,withheld,/);
  await tom.close();
});
