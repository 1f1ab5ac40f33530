// What is asked for: four must-haves, each for a pain, in versions; and three examples.
import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a brief names pains, is shared with them, and says that it changed after sourcing", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  const link = await board.makesLink();
  await board.writesDown("Reports arrive late", "Nobody maintains the night jobs", "Two people left since autumn");
  await board.asksFor("Ran night pipelines", "Reports arrive late");
  await board.button("Terms, and who sees it").click();
  await page.getByLabel("Pay range").fill("£62k to £68k");
  await board.brief.getByRole("group", { name: "Who sees this" }).getByText("The leader").click();
  await board.button("Save").click();
  await expect(board.brief).toContainText("pay £62k to £68k");
  await expect(board.brief).toContainText("version 1");
  await board.tellsDate();
  await page.getByRole("tab", { name: "Pains" }).click();
  await board.moveTo("Engineer", "Source");
  await expect(board.notice).toContainText("Moved to Source");
  await page.getByLabel("Why it changes").selectOption("The leader asked for it");
  await board.asksFor("Scala in production", "none of these");
  await expect(board.brief).toContainText(`${LEADER} added Scala in production, 0 days into sourcing`);
  await expect(board.brief).toContainText("1 change after sourcing began");

  await board.synced();
  const leader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const shown = leader.locator("#p-pains");
  await expect(async () => {
    await leader.goto(link);
    await expect(shown).toContainText("Ran night pipelines", { timeout: 1_000 });
  }).toPass();
  await expect(shown).toContainText("£62k to £68k");
  await expect(shown).not.toContainText("Reports arrive late");

  // A pain that goes leaves what served it.
  await board.button("Remove: Reports arrive late").click();
  await expect(board.brief).toContainText("a pain point that is not here any more");
  await expect(board.brief).toContainText("Ran night pipelines");
});

test("two people who change different things lose nothing, and a fifth must-have is refused in words", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  const other = await signedInElsewhere(browser, server);
  await board.openRole("Engineer");
  await other.openRole("Engineer");
  await server.kill();
  await board.asksFor("Ran pipelines", "none of these");
  await board.asksFor("Cut noise", "none of these");
  await other.asksFor("Explains data", "none of these");
  await server.start();
  for (const one of [board, other]) {
    for (const must of ["Ran pipelines", "Cut noise", "Explains data"]) await expect(one.brief.getByText(must, { exact: true })).toBeVisible();
  }
  await board.asksFor("Scala", "none of these");
  await expect(board.brief).toContainText("Four are the most");
  await expect(page.getByLabel("A must-have")).toHaveCount(0);
  await other.close();
});

test("an example is answered yes or no with because, and a like role's brief is copied in one tap", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.asksFor("Ran pipelines", "none of these");
  const examples = page.getByRole("region", { name: "Three examples" });
  await examples.getByRole("button", { name: "Add an example" }).click();
  await examples.getByLabel("Two or three lines").fill("Six years, two teams");
  await examples.getByRole("button", { name: "Save" }).click();
  await examples.getByRole("button", { name: "No", exact: true }).click();
  await examples.getByLabel("Because").fill("Never on call");
  await examples.getByRole("button", { name: "Save" }).click();
  await expect(examples).toContainText("because Never on call");
  await board.show();
  await board.addRole("Another engineer", LEADER);
  await board.button("Copy from Engineer").click();
  await expect(board.brief).toContainText("Ran pipelines");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.brief).not.toContainText("Ran pipelines");
});

test("the pains and the brief print to a page of their own, without the recruiter's marks", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.writesDown("Reports arrive late", "Nobody maintains the night jobs");
  await board.asksFor("Ran pipelines", "Reports arrive late");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
  await expect(board.brief.getByText("Ran pipelines", { exact: true })).toBeVisible();
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(page.getByText("only recruiters see it").locator("visible=true")).toHaveCount(0);
  await expect(board.brief.getByRole("button").locator("visible=true")).toHaveCount(0);
});
