// A need that is heard in a corridor: few taps, no network, and one way back out of all of it.
import type { Locator } from "@playwright/test";
import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";
const SAID = "Reports arrive two days late";

test("five taps beside the typing, offline, and it is asked next how bad it is", { tag: "@phone" }, async ({ page, context, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.role(seed.leader("Marcus Obi"), "Controller", 3);
    seed.role(seed.leader(LEADER), "Data Engineer", 1);
  });
  await board.worksOffline();
  await context.setOffline(true);
  await page.getByRole("link", { name: /^Today/ }).click();
  const started = Date.now();
  let taps = 0;
  const tap = async (on: Locator) => {
    taps += 1;
    await on.tap();
  };
  await tap(board.button("New need"));
  const sheet = board.dialog("New need");
  await expect(sheet.getByRole("group").getByRole("button"), "whom one had to do with last comes first").toHaveText([LEADER, "Marcus Obi"]);
  await tap(sheet.getByRole("button", { name: LEADER }));
  await expect(sheet.getByLabel("What did they say?"), "one goes on to what they said").toBeFocused();
  await page.keyboard.type(SAID);
  await tap(sheet.getByLabel("What is it called?"));
  await page.keyboard.type("Reporting Lead");
  await tap(sheet.getByRole("button", { name: "Save the need" }));
  await expect(sheet).toBeHidden();
  expect(taps).toBeLessThanOrEqual(5);
  expect(Date.now() - started).toBeLessThan(15_000);
  test.info().annotations.push({ type: "taps", description: String(taps) });

  await expect(board.notice).toContainText("Saved: Reporting Lead.");
  await expect(board.sync).toHaveText(/offline/);
  const yours = page.getByRole("region", { name: "Yours today" });
  await expect(yours).toContainText("Data Engineer: ask what hurts most");
  await board.show();
  await board.openRole("Reporting Lead");
  await expect(board.pain(SAID)).toContainText("only us");
  await expect(board.pains).toContainText("Ask next: Why is that?");
  await context.setOffline(false);
  await board.synced();
});

test("one undo takes all of it back, and its words wait where they were typed", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await page.keyboard.press("n");
  const sheet = board.dialog("New need");
  const words = { "Who needs it?": "مريم الفهد", "What did they say?": "التقارير تتأخر يومين", "What is it called?": "محللة بيانات" };
  for (const [field, text] of Object.entries(words)) await sheet.getByLabel(field).fill(text);
  await sheet.getByRole("button", { name: "Save the need" }).click();
  await expect(board.card("محللة بيانات")).toContainText("مريم الفهد");
  await expect(board.card("محللة بيانات").getByRole("heading").getByRole("link"), "one goes on where it stands").toBeFocused();
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.notice).toContainText("Undone.");
  await expect(board.card("محللة بيانات")).toHaveCount(0);
  await page.getByRole("link", { name: "Leaders" }).click();
  await expect(page.getByRole("main")).not.toContainText("مريم الفهد");

  await board.button("New need").click();
  for (const [field, text] of Object.entries(words)) await expect(sheet.getByLabel(field)).toHaveValue(text);
  await sheet.getByRole("button", { name: "Save the need" }).click();
  await expect(sheet).toBeHidden();
  await board.button("New need").click();
  for (const field of Object.keys(words)) await expect(sheet.getByLabel(field), "the next need begins anew").toHaveValue("");
});

test("what is half typed is there again, and what is wrong is said", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  const sheet = await board.startRole();
  const save = sheet.getByRole("button", { name: "Save the need" });
  await sheet.getByLabel("What did they say?").fill(SAID);
  await sheet.getByLabel("Who needs it?").fill(LEADER);
  await save.click();
  await expect(sheet.getByRole("alert")).toHaveText("The title is empty: write something first.");
  await page.keyboard.press("Escape");
  await page.reload();
  await board.button("New need").click();
  await expect(sheet.getByLabel("What did they say?")).toHaveValue(SAID);
  await expect(sheet.getByLabel("Who needs it?")).toHaveValue(LEADER);
  await sheet.getByLabel("What is it called?").fill("Reporting Lead");
  await sheet.getByLabel("What did they say?").fill("x".repeat(5_000));
  await save.click();
  await expect(sheet.getByRole("alert")).toContainText("The pain point has 5000 characters, 4000 is the most");
  await page.keyboard.press("Escape");
  await expect(board.card("Reporting Lead"), "nothing is half done").toHaveCount(0);
  await page.getByRole("link", { name: "Leaders" }).click();
  await expect(page.getByRole("main")).not.toContainText(LEADER);
});

test("a phone's icon leads to it", { tag: "@phone" }, async ({ page, server }) => {
  const manifest = await (await fetch(`${server.url}/manifest.webmanifest`)).json();
  const [shortcut] = manifest.shortcuts;
  expect(shortcut.name).toBe("New need");
  await page.goto(shortcut.url);
  await expect(new Board(page).dialog("New need")).toBeVisible();
  await expect(page).toHaveURL(/\/today$/);
});
