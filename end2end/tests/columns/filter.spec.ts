import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the board shows only what is asked for", async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
  for (const title of ["Data Engineer", "Security Engineer", "Designer", "Writer"]) seed.role(dana, title, 1);
  for (const title of ["Controller", "Clerk", "Payroll Engineer"]) seed.role(marcus, title, 1, "source");
  const board = new Board(page);
  await board.begin(seed);
  const words = page.getByLabel("Show only roles with these words");
  await words.fill("engineer");
  await expect(page.getByText("3 roles match")).toBeVisible();
  await expect(board.titles("Source")).toHaveText(["Payroll Engineer"]);
  await page.getByLabel("Leader", { exact: true }).selectOption(LEADER);
  await expect(board.titles("Understand")).toHaveText(["Data Engineer", "Security Engineer"]);
  await expect(board.titles("Source")).toHaveCount(0);
  await words.fill("engineer dana sec");
  await expect(board.titles("Understand")).toHaveText(["Security Engineer"]);
  await words.fill("nothing like it");
  await expect(page.getByText("No role matches")).toBeVisible();
  await board.button("Show all").click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(7);
});

test("a leader who is erased is not asked for any more, and the board shows all", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
    for (const title of ["Data Engineer", "Designer", "Writer"]) seed.role(dana, title, 1);
    for (const title of ["Controller", "Clerk", "Treasurer", "Auditor"]) seed.role(marcus, title, 1);
  });
  const other = await signedInElsewhere(browser, server);
  await page.getByLabel("Show only roles with these words").fill("e");
  await page.getByLabel("Leader", { exact: true }).selectOption(LEADER);
  await expect(page.getByText("3 roles match")).toBeVisible();
  await other.erase(LEADER);
  await expect(page.getByText("6 roles match"), "what was typed is asked for still").toBeVisible();
  await expect(page.getByLabel("Leader", { exact: true })).toHaveValue("");
  await board.button("Show all").click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(7);
  await other.close();
});
