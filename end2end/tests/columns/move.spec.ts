import type { Locator, Page } from "@playwright/test";
import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

type Point = { x: number; y: number };

async function middle(of: Locator): Promise<Point> {
  await of.scrollIntoViewIfNeeded();
  const box = await of.boundingBox();
  if (!box) throw new Error("It is not on the page");
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 40) };
}

/** A finger that goes down, over, and up again. */
async function swipe(page: Page, from: Point, to: Point, lift = true) {
  const device = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: Point[]) =>
    device.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [from]);
  for (let step = 1; step <= 10; step++) {
    await touch("touchMove", [{ x: from.x + ((to.x - from.x) * step) / 10, y: from.y + ((to.y - from.y) * step) / 10 }]);
  }
  if (lift) await touch("touchEnd", []);
}

test.beforeEach(async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "First", "Second", "Third");
  await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  await board.button("Skip").click();
});

test.describe("with a mouse", () => {
  test("a card goes to another column, and is found there after a reload", async ({ page }) => {
    const board = new Board(page);
    await board.card("Second").dragTo(board.column("Set expectations"));
    await expect(board.titles("Set expectations")).toHaveText(["Second"]);
    await expect(board.notice).toContainText("Second is now in Set expectations, 1 of 1.");
    await expect(board.sync).toHaveText("Saved on this device");
    await page.reload();
    await expect(board.titles("Set expectations")).toHaveText(["Second"]);
  });

  test("a card goes up and down in its column", async ({ page }) => {
    const board = new Board(page);
    await board.card("Third").dragTo(board.card("First"), { targetPosition: { x: 40, y: 5 } });
    await expect(board.titles("Understand")).toHaveText(["Third", "First", "Second"]);
    const lowest = await board.card("Second").boundingBox();
    await board.card("Third").dragTo(board.card("Second"), { targetPosition: { x: 40, y: (lowest?.height ?? 9) - 4 } });
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });

  test("Escape puts a card back, and a click still opens it", async ({ page }) => {
    const board = new Board(page);
    const to = await middle(board.column("Offer"));
    await board.card("First").hover();
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
    await board.openRole("First");
  });
});

test.describe("with a finger", { tag: "@phone" }, () => {
  test("the grip drags a card to another stage", async ({ page }) => {
    const board = new Board(page);
    await swipe(page, await middle(board.card("First").getByTitle("Drag to move")), await middle(board.card("Third")), true);
    await expect(board.titles("Understand")).toHaveText(["Second", "First", "Third"]);
    await board.moveTo("First", "Set expectations");
    await expect(board.titles("Set expectations")).toHaveText(["First"]);
    const grip = await middle(board.card("Third").getByTitle("Drag to move"));
    await swipe(page, grip, await middle(board.card("First")));
    await expect(board.titles("Set expectations")).toHaveText(["Third", "First"]);
  });

  test("a swipe over a card scrolls and moves nothing", async ({ page }) => {
    const board = new Board(page);
    const from = await middle(board.card("Third"));
    await swipe(page, from, { x: from.x, y: from.y - 300 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });
});

test.describe("with the keyboard alone", () => {
  /** What has the focus shows it, and lies in view. */
  async function showsFocus(page: Page) {
    const seen = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return "nothing has the focus";
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      const { top, bottom } = active.getBoundingClientRect();
      if (bottom <= 0 || top >= innerHeight) return `${active.outerHTML.slice(0, 120)} is out of view`;
      // A date field shows the focus on its parts, out of reach of a style.
      if (active.matches("input[type=date]")) return "";
      const bare = outlineStyle === "none" || parseFloat(outlineWidth) < 2;
      return bare ? `${active.outerHTML.slice(0, 120)} does not show its focus` : "";
    });
    expect(seen).toBe("");
  }

  async function tabTo(page: Page, goal: Locator) {
    for (let presses = 0; presses < 60; presses++) {
      if (await goal.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
      await showsFocus(page);
    }
    throw new Error("Tab does not reach it");
  }

  test("a role is added, worked on, moved and shared", async ({ page, server }) => {
    const board = new Board(page);
    const { keyboard } = page;
    await Seed.claim(server);
    await board.bring();
    await keyboard.press("n");
    await expect(page.getByLabel("What is it called?")).toBeFocused();
    await keyboard.type("Fourth");
    await keyboard.press("Tab");
    await keyboard.type("Marcus Obi");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Fourth", level: 1 })).toBeFocused();

    await tabTo(page, page.getByRole("group", { name: "Log one, now" }).getByRole("button", { name: "Screen" }));
    await keyboard.press("Enter");
    await expect(board.efforts).toHaveText([/1 screen/]);

    await page.getByRole("heading", { level: 1 }).focus();
    await tabTo(page, board.moves("Fourth"));
    await keyboard.press("Enter");
    await tabTo(page, board.dialog("Move to").getByRole("button", { name: "Set expectations" }));
    await keyboard.press("Enter");
    await expect(page.getByText("Set expectations. Day 0")).toBeVisible();
    await expect(board.moves("Fourth"), "the focus stays where it was").toBeFocused();

    await tabTo(page, board.button("Make a link"));
    await keyboard.press("Enter");
    await expect(page.getByLabel("The address")).toHaveValue(/\/p\//);
  });

  test("a card is moved from its own sheet, and the focus goes along", async ({ page }) => {
    const board = new Board(page);
    await board.moves("First").focus();
    await page.keyboard.press("Enter");
    await tabTo(page, board.dialog("Move to").getByRole("button", { name: "Set expectations" }));
    await page.keyboard.press("Enter");
    await expect(board.titles("Set expectations")).toHaveText(["First"]);
    await expect(board.moves("First")).toBeFocused();
  });

  test("a card is moved step by step with the arrows, and each step is told", async ({ page }) => {
    const board = new Board(page);
    const link = page.getByRole("link", { name: "Second", exact: true });
    await link.focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(board.titles("Understand")).toHaveText(["Second", "First", "Third"]);
    await expect(board.notice).toContainText("Second is now in Understand, 1 of 3.");
    await expect(link).toBeFocused();
    for (const order of [["First", "Second", "Third"], ["First", "Third", "Second"]]) {
      await page.keyboard.press("Alt+ArrowDown");
      await expect(board.titles("Understand")).toHaveText(order);
      await expect(link).toBeFocused();
    }
    for (const stage of ["Set expectations", "Source", "Interview", "Offer", "Follow up"]) {
      await page.keyboard.press("Alt+ArrowRight");
      if (stage === "Source") {
        await tabTo(page, board.dialog("Before anybody is sought").getByRole("button", { name: "It cannot wait" }));
        await page.keyboard.press("Enter");
      }
      await expect(board.titles(stage)).toHaveText(["Second"]);
      await expect(link).toBeFocused();
    }
    await page.keyboard.press("Alt+ArrowRight");
    await expect(board.notice).toContainText("To close a role, use Move to…");
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(board.notice).toContainText("Second is now in Offer, 1 of 1.");
  });

  test("a sheet keeps the focus, and gives it back when it closes", async ({ page }) => {
    const board = new Board(page);
    const log = board.button("Log effort");
    await log.focus();
    await page.keyboard.press("Enter");
    await expect(board.dialog("Log effort")).toBeVisible();
    await showsFocus(page);
    await page.keyboard.press("Escape");
    await expect(board.dialog("Log effort")).toBeHidden();
    await expect(log).toBeFocused();
  });
});
