import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a few words find a role, a leader and what was written", async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER, "Platform");
  const role = seed.role(dana, "Data Engineer", 3);
  seed.role(seed.leader("Marcus Obi", "Finance"), "Controller", 1);
  seed.effort(role, "outreach", 0, { result: "Pay is the brake for most" });
  seed.update(dana, role, "Three strong people in play");
  const board = new Board(page);
  await board.begin(seed);
  await page.getByRole("button", { name: "Find a role, a leader, words" }).click();
  const palette = board.dialog("Find or do");
  const words = palette.getByRole("combobox");
  const found = palette.getByRole("option");
  await expect(words).toBeFocused();

  await words.fill("brake");
  await expect(found).toHaveText([/Pay is the brake for most.*Outreach for Data Engineer/]);
  await words.fill("whitfield");
  await expect(found).toHaveText([/Data Engineer.*Understand · Dana Whitfield/, /Dana Whitfield.*Platform/]);
  await words.fill("nothing like it");
  await expect(palette).toContainText("Nothing here has these words.");
  await words.fill("strong people");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Data Engineer", level: 1 })).toBeVisible();
});

test.describe("with the keyboard", () => {
  test("everything that can be done has a name, and some have a key", async ({ page }) => {
    const board = new Board(page);
    await board.open();
    await board.addRoles(LEADER, "Engineer");
    await page.keyboard.press("Control+k");
    await expect(board.dialog("Find or do").getByRole("combobox")).toBeFocused();
    await page.keyboard.type("sweep");
    await page.keyboard.press("Enter");
    await expect(board.dialog("Evening sweep")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(board.dialog("Keyboard shortcuts")).toContainText("Evening sweep");
    await page.keyboard.press("Escape");
    for (const [key, heading] of [["t", /./], ["l", "Leaders"], [",", "Settings"], ["b", "Board"]] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();
    }
    await page.keyboard.press("Control+k");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(board.dialog("Find or do").getByRole("option", { selected: true })).toContainText("Keyboard shortcuts");
    await page.keyboard.type("engi");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
  });

  test("keys do nothing while one types, or signs in", async ({ page }) => {
    const board = new Board(page);
    await page.goto("/sign-in");
    await page.keyboard.press("n");
    await page.keyboard.press("t");
    await expect(page).toHaveURL(/sign-in/);
    await board.open();
    await page.keyboard.press("n");
    const field = page.getByLabel("Who needs it?");
    // At once: what is typed while the sheet is fetched is held for it.
    await page.keyboard.type("bless");
    await expect(field).toHaveValue("bless");
  });
});
