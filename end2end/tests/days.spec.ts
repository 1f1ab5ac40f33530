// Two days of a recruiter: a phone between calls, a desk by keyboard.
import type { Locator, Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { expect, test } from "../support/server.ts";

const LEADERS = { "Dana Whitfield": ["Data Engineer", "Analyst"], "Marcus Obi": ["Controller"], "Ingrid Moe": ["HR Partner"] };

async function fill(board: Board) {
  for (const [leader, titles] of Object.entries(LEADERS)) await board.addRoles(leader, ...titles);
}

test.describe("a Tuesday on a phone", { tag: "@phone" }, () => {
  test("twelve efforts between calls take fewer than thirty taps", async ({ page }) => {
    const board = new Board(page);
    await board.open();
    await fill(board);
    // What was usual on Monday makes the tiles.
    await board.openRole("Data Engineer");
    await board.logOne("Outreach");
    await board.logOne("First talk");
    await board.show();
    await board.openRole("Controller");
    await board.logOne("CV review");
    await page.goto("/");

    let taps = 0;
    const tap = async (on: Locator) => {
      taps += 1;
      await on.tap();
    };
    const log = page.getByRole("navigation").getByRole("button", { name: "Log" });
    const sheet = board.dialog("Log effort");
    const tile = (name: RegExp) => sheet.getByRole("button", { name }).first();
    // Nine by the tiles: two taps each, one to open the sheet and one for the tile.
    for (const name of [/Outreach.*Data Engineer/, /First talk.*Data Engineer/, /CV review.*Controller/]) {
      for (const _ of [1, 2, 3]) {
        await tap(log);
        await tap(tile(name));
        await expect(sheet).toBeHidden();
      }
    }
    // Three more in the evening, by the sweep.
    await tap(log);
    await tap(sheet.getByRole("button", { name: "Evening sweep" }));
    const sweep = board.dialog("Evening sweep");
    for (const title of ["Analyst", "Controller", "HR Partner"]) {
      await tap(sweep.getByRole("button", { name: new RegExp(`^One more.*${title}`) }).first());
    }
    await tap(sweep.getByRole("button", { name: /^Log / }));
    await expect(sweep).toBeHidden();
    expect(taps, "taps for twelve efforts").toBeLessThan(30);

    await page.goto("/board");
    await board.openRole("Data Engineer");
    await expect(board.efforts).toHaveCount(8);
    await expect(board.sync).toHaveText("Saved on this device");
    test.info().annotations.push({ type: "taps", description: String(taps) });
  });
});

test.describe("a Wednesday at the desk", () => {
  /** By Tab alone. */
  async function tabTo(page: Page, goal: Locator) {
    for (let step = 0; step < 80; step++) {
      if (await goal.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("Tab does not come there");
  }

  test("by keyboard: what is owed, an update, a search, a move, an effort with its result", async ({ page }) => {
    const board = new Board(page);
    const { keyboard } = page;
    await board.open();
    await fill(board);
    await keyboard.press("e");
    const sheet = board.dialog("Log effort");
    await expect(sheet).toBeVisible();
    await tabTo(page, sheet.getByText("With numbers, a result, or several roles"));
    await keyboard.press("Enter");
    await tabTo(page, sheet.getByLabel("How many (people approached)"));
    await keyboard.press("Control+A");
    await keyboard.type("12");
    await tabTo(page, sheet.getByLabel("What came of it"));
    await keyboard.type("3 replied: pay is too low");
    await tabTo(page, sheet.getByRole("checkbox", { name: "Data Engineer" }));
    await keyboard.press("Space");
    await tabTo(page, sheet.getByRole("button", { name: "Log it" }));
    await keyboard.press("Enter");
    await expect(sheet).toBeHidden();

    await keyboard.press("Control+k");
    await keyboard.type("controller");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Controller", level: 1 })).toBeFocused();
    await tabTo(page, board.button(/^Write to /));
    await keyboard.press("Enter");
    await expect(page.getByLabel("A short update")).toBeFocused();
    await keyboard.type("Three people are in play; the next call is on Friday.");
    await tabTo(page, board.writeIt);
    await keyboard.press("Enter");
    await expect(page.getByRole("region", { name: /^Updates for/ }).getByText("Three people are in play")).toHaveCount(1);

    await page.getByRole("heading", { level: 1 }).focus();
    await keyboard.press("b");
    await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeFocused();
    await tabTo(page, page.getByRole("link", { name: "Analyst", exact: true }));
    await keyboard.press("Alt+ArrowRight");
    await expect(board.titles("Set expectations")).toHaveText(["Analyst"]);
    await keyboard.press("t");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Today");
    await expect(page.getByRole("region", { name: "Yours today" })).toContainText("ask what hurts most");
    await keyboard.press("?");
    await expect(board.dialog("Keyboard shortcuts")).toContainText("ALT ← → ↑ ↓");
  });
});

