// Twelve minutes face to face: question by question on a phone, without a network.
import type { Locator } from "@playwright/test";
import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a whole talk takes twelve taps beside the typing, without a network, and the board has all of it", { tag: "@phone" }, async ({
  page,
  server,
}) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await server.kill();
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.tap();
  };
  const says = (words: string) => page.locator("#talk-field").fill(words);
  const asked = (question: string) => expect(page.getByRole("heading", { name: question, level: 2 })).toBeVisible();

  await tap(page.getByRole("link", { name: "Talk it through" }));
  await expect(page.getByRole("heading", { name: `Talking with ${LEADER}` })).toBeVisible();
  await asked("What hurts most?");
  await says("Reports arrive two days late");
  await tap(board.button("It hurts 8 of 10"));
  await asked("Why is that?");
  await says("Nobody owns the night jobs");
  await tap(board.button("Fact"));
  await asked("And why is that?");
  await says("Two left: on call too often");
  await tap(board.button("Opinion"));
  await asked("By when is somebody needed?");
  await tap(page.getByRole("group", { name: "A day" }).getByRole("button").first());
  await asked("Who covers it until then?");
  await says("Tom covers the nights");
  await tap(board.button("Next"));
  await asked("What must they bring?");
  for (const must of ["Ran night pipelines", "Cut on-call noise", "Explains data plainly"]) {
    await page.getByLabel("A must-have").fill(must);
    await tap(page.getByRole("group", { name: "For which pain?" }).getByRole("button", { name: "Reports arrive two days late" }));
    await expect(page.getByRole("list", { name: "Must-haves" }).getByText(must)).toBeVisible();
  }
  await tap(page.getByRole("button", { name: "Partly" }));
  await expect(page.getByText("7 of 7 answered")).toBeVisible();
  await tap(board.button("Done for now"));
  expect(taps).toBeLessThanOrEqual(12);

  const brief = page.getByRole("region", { name: "The brief" });
  await expect(brief).toContainText("Ran night pipelines");
  await expect(brief).toContainText("until then: Tom covers the nights");
  const hire = board.pain("Reports arrive two days late").getByRole("button", { name: "Partly" });
  await expect(hire).toHaveAttribute("aria-pressed", "true");
  await server.start();
  await board.synced();
});

test("half-typed words survive a reload, and back asks the question before again", { tag: "@phone" }, async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await page.getByRole("link", { name: "Talk it through" }).click();
  const field = page.locator("#talk-field");
  await field.fill("Reports arrive late");
  await board.button("It hurts 7 of 10").click();
  await field.fill("Nobody maintains the");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Why is that?" })).toBeVisible();
  await expect(field).toHaveValue("Nobody maintains the");
  await field.fill("Nobody maintains the night jobs");
  await board.button("Next").click();
  await expect(page.getByRole("heading", { name: "And why is that?" })).toBeVisible();
  await board.button("Back one question").click();
  await expect(field).toHaveValue("Nobody maintains the night jobs");
  await field.fill("Nobody owns the night jobs");
  await board.button("Next").click();
  const said = page.getByRole("list", { name: "What was said" });
  await expect(said).toContainText("Nobody owns the night jobs");
  await expect(said).toContainText("7 of 10");
  // What has no answer yet is skipped.
  for (let skipped = 0; skipped < 3; skipped += 1) await board.button("Skip").click();
  await expect(page.getByRole("heading", { name: "What must they bring?" })).toBeVisible();
  // What their team asks, and was not noted yet, waits as it was typed.
  await page.getByLabel("What is the team asking?").fill("Is it still one person?");
  await board.button("Done for now").click();
  await expect(page.getByRole("region", { name: "What hurts" })).toContainText("And why is that?");
  await page.goBack();
  for (let skipped = 0; skipped < 3; skipped += 1) await board.button("Skip").click();
  await expect(page.getByLabel("What is the team asking?")).toHaveValue("Is it still one person?");
});

test("the team is told in chips that are tapped", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.button("Notice?").click();
  await board.button("3 months").click();
  await expect(board.button("Notice 3 months")).toBeVisible();
  await board.button("Team?").click();
  await page.getByLabel("How many are they?").fill("a few");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("needs a whole number");
  await page.getByLabel("How many are they?").fill("6");
  await page.getByLabel("How many places are empty?").fill("1");
  await board.button("Save").click();
  await expect(board.button("Team 6, vacant 1")).toBeVisible();
});

test("each step of a talk is taken back, the last first, and a day that has passed is refused", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await page.getByRole("link", { name: "Talk it through" }).click();
  const said = page.getByRole("list", { name: "What was said" }).getByRole("listitem");
  await page.locator("#talk-field").fill("Reports arrive late");
  await board.button("It hurts 8 of 10").click();
  await page.locator("#talk-field").fill("Nobody owns the night jobs");
  await board.button("Fact").click();
  await expect(said).toHaveCount(2);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(said).toHaveCount(1);
  // The field has the focus: the key is pressed outside of it.
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("Control+z");
  await expect(said).toHaveCount(0);
  await expect(page.getByText("0 of 7 answered")).toBeVisible();

  for (let question = 0; question < 6; question++) {
    if (await page.getByRole("heading", { name: "By when is somebody needed?" }).isVisible()) break;
    await board.button("Skip").click();
  }
  await page.getByLabel("Another day").fill("2020-01-31");
  await board.button("Next").click();
  await expect(page.getByRole("alert").filter({ hasText: "has passed" })).toContainText("choose today or a later day");
  await expect(page.getByLabel("Another day"), "what was typed stays").toHaveValue("2020-01-31");
});
