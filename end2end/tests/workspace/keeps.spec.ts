// What Fulcrum keeps, and why: for whoever asks, and for a works council, on a screen, as a table and on paper.
import { readFile } from "node:fs/promises";
import { begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("every field stands with why, for whom and until when, and all of it goes on paper", { tag: "@both-sizes" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.leader("Dana Whitfield"));
  await board.room("What Fulcrum keeps, and why");
  await expect(page.getByRole("heading", { level: 1, name: "What Fulcrum keeps, and why" })).toBeFocused();

  const onBoard = page.getByRole("region", { name: "On the board" });
  const hire = onBoard.getByRole("group").filter({ has: page.getByRole("heading", { name: "Hire", exact: true }) });
  await expect(hire.getByText("Who alone reads what they answer")).toBeHidden();
  await hire.getByRole("heading", { name: "Hire", exact: true }).click();
  await expect(hire.getByText("Who alone reads what they answer")).toBeVisible();
  await expect(hire).toContainText("Until when");
  await expect(hire).toContainText("From day 90");
  await expect(page.getByRole("region", { name: "Beside it" })).toContainText("Signed-in devices");

  const [download] = await Promise.all([page.waitForEvent("download"), board.button("Save as a table").click()]);
  expect(download.suggestedFilename()).toBe("fulcrum-keeps.csv");
  const table = await readFile(await download.path(), "utf8");
  expect(table).toContain("Kept under,What,Why,Who reads it,Until when,Called in an export");
  expect(table).toContain("check_in.details.words");
  expect(table).not.toContain("Dana");

  await board.button("Open all").click();
  await expect(onBoard.getByText("What hurts, who said it, and when")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(hire.getByText("Who alone reads what they answer")).toBeVisible();
  await expect(board.button("Print")).toBeHidden();
  await page.emulateMedia({ media: null });
});

test("the way there is in Settings, and by a few words", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.leader("Dana Whitfield"));
  await board.room("Settings");
  await page.getByRole("link", { name: "What Fulcrum keeps, and why" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What Fulcrum keeps, and why" })).toBeVisible();
  await page.goto(`${server.url}/today`);
  await expect(page.getByRole("heading", { level: 1, name: /^Today/ })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("works council");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "What Fulcrum keeps, and why" })).toBeVisible();
});
