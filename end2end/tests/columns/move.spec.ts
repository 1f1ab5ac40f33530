import type { CDPSession, Locator, Page } from "@playwright/test";
import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

type Point = { x: number; y: number };

/** Where its middle is, once it stays there: what was moved before may still be on its way. */
async function middle(of: Locator): Promise<Point> {
  await of.scrollIntoViewIfNeeded();
  let [was, box] = [await of.boundingBox(), await of.boundingBox()];
  while (was?.x !== box?.x || was?.y !== box?.y) [was, box] = [box, await of.boundingBox()];
  if (!box) throw new Error("It is not on the page");
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 40) };
}

/** Where a card's title is: its link would be dragged by itself. */
async function title(board: Board, name: string): Promise<Point> {
  return middle(board.page.getByRole("link", { name, exact: true }));
}

/** From here to there, a step at a time. */
function way(from: Point, to: Point, steps = 10): Point[] {
  const at = (step: number) => ({ x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps });
  return Array.from({ length: steps }, (_, step) => at(step + 1));
}

async function selected(page: Page): Promise<string> {
  return page.evaluate(() => getSelection()?.toString() ?? "");
}

/** What an input device sends. */
class Hand {
  #device?: CDPSession;

  constructor(readonly page: Page) {}

  async #send(method: "Input.dispatchTouchEvent" | "Input.dispatchMouseEvent", params: object) {
    this.#device ??= await this.page.context().newCDPSession(this.page);
    await this.#device.send(method, params as never);
  }

  /** A finger that goes down, rests, over, and up again. */
  async finger(from: Point, to: Point, rests = 0, lift = true) {
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
      this.#send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", [from]);
    await this.page.waitForTimeout(rests);
    for (const at of way(from, to)) await touch("touchMove", [at]);
    if (lift) await touch("touchEnd", []);
    return () => touch("touchEnd", []);
  }

  /** A pen that goes down, rests, over, and up again. */
  async pen(from: Point, to: Point, rests: number) {
    const pen = (type: string, at: Point, buttons: number) =>
      this.#send("Input.dispatchMouseEvent", { type, ...at, button: "left", buttons, clickCount: 1, pointerType: "pen" });
    await pen("mousePressed", from, 1);
    await this.page.waitForTimeout(rests);
    for (const at of way(from, to)) await pen("mouseMoved", at, 1);
    await pen("mouseReleased", to, 0);
  }
}

/** Longer than a finger must rest. */
const RESTS = 350;

test.beforeEach(async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "First", "Second", "Third");
  await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  await board.button("Skip").click();
});

test.describe("with a mouse", () => {
  async function drag(page: Page, from: Point, to: Point, drop = true) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (const at of way(from, to)) await page.mouse.move(at.x, at.y);
    if (drop) await page.mouse.up();
  }

  test("a card goes by its title to another column, nothing else happens, and it is found there after a reload", async ({ page }) => {
    const board = new Board(page);
    const to = await middle(board.column("Set expectations"));
    await drag(page, await title(board, "Second"), to);
    await expect(board.titles("Set expectations")).toHaveText(["Second"]);
    await expect(board.notice).toContainText("Second is now in Set expectations, 1 of 1.");
    expect(await selected(page)).toBe("");
    await expect(page.getByRole("heading", { name: "Board", level: 1 }), "its page did not open").toHaveCount(1);
    await expect(board.sync).toHaveText("Saved on this device");
    await page.reload();
    await expect(board.titles("Set expectations")).toHaveText(["Second"]);
  });

  test("nine drags of nine by the title are moves", async ({ page }) => {
    const board = new Board(page);
    for (const [name, stage] of ["Set expectations", "Understand", "Set expectations"].flatMap((stage) => ["First", "Second", "Third"].map((name) => [name, stage]))) {
      await drag(page, await title(board, name), await middle(board.column(stage)));
      await expect(board.column(stage).getByRole("link", { name, exact: true })).toBeVisible();
    }
  });

  test("a card goes up and down in its column", async ({ page }) => {
    const board = new Board(page);
    await board.card("Third").dragTo(board.card("First"), { targetPosition: { x: 40, y: 5 } });
    await expect(board.titles("Understand")).toHaveText(["Third", "First", "Second"]);
    const lowest = await board.card("Second").boundingBox();
    await board.card("Third").dragTo(board.card("Second"), { targetPosition: { x: 40, y: (lowest?.height ?? 9) - 4 } });
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });

  test("an empty column takes a card at any height", async ({ page }) => {
    const board = new Board(page);
    await expect(board.column("Offer")).toContainText("Nothing here: drag a role in");
    const { x } = await middle(board.column("Set expectations"));
    await drag(page, await title(board, "First"), { x, y: 870 });
    await expect(board.titles("Set expectations")).toHaveText(["First"]);
  });

  test("what is dropped outside of all columns is said to be where it was", async ({ page }) => {
    const board = new Board(page);
    await drag(page, await title(board, "First"), { x: 60, y: 700 });
    await expect(board.notice).toContainText("First is where it was: no column was under it.");
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });

  test("what is dropped on Closed is asked for its reason", async ({ page }) => {
    const board = new Board(page);
    await drag(page, await title(board, "First"), await middle(board.column("Closed")));
    await board.dialog("Move to").getByRole("button", { name: "Filled" }).click();
    await expect(board.titles("Closed")).toHaveText(["First"]);
    await expect(board.card("First")).toContainText("Filled, took 0 days");
    await drag(page, await title(board, "First"), await middle(board.column("Set expectations")));
    await expect(board.titles("Set expectations"), "its line is dragged back").toHaveText(["First"]);
  });

  test("what is refused is said, and the card is where it was", async ({ page }) => {
    const board = new Board(page);
    await board.openRole("First");
    await board.more("Put on hold");
    await page.getByLabel("Who asked for it?").fill("Marcus");
    await page.getByLabel("Why?").fill("Budget review");
    await page.locator("form").getByRole("button", { name: "Put on hold" }).click();
    await board.show();
    await drag(page, await title(board, "First"), await middle(board.column("Set expectations")));
    await expect(board.notice).toContainText("The role is on hold: resume it first");
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });

  test("Escape puts a card back, and a click still opens it", async ({ page }) => {
    const board = new Board(page);
    const from = await title(board, "First");
    await drag(page, from, await middle(board.column("Offer")), false);
    await page.keyboard.press("Escape");
    await expect(page.locator(".dragged")).toHaveCount(0);
    // Released over its own title, it is no click either.
    await page.mouse.move(from.x, from.y);
    await page.mouse.up();
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
    await expect(page.getByRole("heading", { name: "Board", level: 1 })).toHaveCount(1);
    await board.openRole("First");
  });

  test("resting on a card shows more of it and moves no other", async ({ page }) => {
    const board = new Board(page);
    const below = await board.card("Second").boundingBox();
    await board.card("First").hover();
    await expect(board.cardMore("First")).toContainText("not yet: no date was told yet");
    expect(await board.card("Second").boundingBox()).toEqual(below);
    await board.button("Log one outreach for First").click();
    await expect(board.notice).toContainText("Logged: outreach for First.");
    await expect(board.card("First").getByRole("img", { name: /^1 effort this week/ })).toBeVisible();
    await page.mouse.move(700, 700);
    await expect(board.cardMore("First")).not.toContainText("not yet");
  });
});

test.describe("with a pen", () => {
  test("a card on which it rests goes along", async ({ page }) => {
    const board = new Board(page);
    await new Hand(page).pen(await title(board, "First"), await middle(board.column("Set expectations")), RESTS);
    await expect(board.titles("Set expectations")).toHaveText(["First"]);
    expect(await selected(page)).toBe("");
  });
});

test.describe("with a finger", { tag: "@phone" }, () => {
  test("a card on which it rests goes along by its title, to another place and another stage", async ({ page }) => {
    const board = new Board(page);
    const hand = new Hand(page);
    await hand.finger(await title(board, "First"), await middle(board.card("Third")), RESTS);
    await expect(board.titles("Understand")).toHaveText(["Second", "First", "Third"]);
    // On a busy machine the finger rested for so long that the browser counts it as a long press, and more of a card shows: anew.
    await page.reload();
    await expect(board.titles("Understand")).toHaveText(["Second", "First", "Third"]);
    await hand.finger(await title(board, "Third"), await middle(board.column("Set expectations")), RESTS);
    await expect(board.titles("Set expectations")).toHaveText(["Third"]);
    expect(await selected(page)).toBe("");
    await expect(page.getByRole("heading", { name: "Board", level: 1 }), "its page did not open").toHaveCount(1);
  });

  test("held at the lower end, more of the board comes into view", async ({ page }) => {
    const board = new Board(page);
    const hand = new Hand(page);
    const lift = await hand.finger(await title(board, "First"), { x: 195, y: 770 }, RESTS, false);
    const offer = board.column("Follow up");
    await expect.poll(async () => (await offer.boundingBox())?.y ?? 900, { timeout: 5_000 }).toBeLessThan(740);
    await lift();
    await expect(board.notice.or(board.dialog("Move to")).or(board.dialog("Before anybody is sought")).first()).toBeVisible();
  });

  test("a swipe over a card scrolls and moves nothing", async ({ page }) => {
    const board = new Board(page);
    // Lower than three cards and the lines of the other stages.
    await page.setViewportSize({ width: 390, height: 560 });
    const from = await title(board, "Third");
    await new Hand(page).finger(from, { x: from.x, y: from.y - 300 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect(board.titles("Understand")).toHaveText(["First", "Second", "Third"]);
  });

  test("a tap shows more of a card, and another hides it", async ({ page }) => {
    const board = new Board(page);
    await board.button("More about First").tap();
    await expect(board.cardMore("First")).toContainText("not yet: nobody has said yet what hurts");
    await board.button("Log one outreach for First").tap();
    await expect(board.notice).toContainText("Logged: outreach for First.");
    // What was done from there leaves it open. It lies over the card below until it is tapped away, and not over the one above.
    await expect(board.cardMore("First")).toContainText("not yet");
    await board.button("More about First").tap();
    await expect(board.cardMore("First")).not.toContainText("not yet");
    await board.button("More about Second").tap();
    await expect(board.cardMore("Second")).toContainText("not yet");
    await board.button("More about First").tap();
    await expect(board.cardMore("Second")).not.toContainText("not yet");
    await board.moves("First").tap();
    await board.dialog("Move to").getByRole("button", { name: "Set expectations" }).tap();
    await expect(board.titles("Set expectations")).toHaveText(["First"]);
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
    await expect(page.getByLabel("Who needs it?")).toBeFocused();
    await keyboard.type("Marcus Obi");
    await tabTo(page, page.getByLabel("What is it called?"));
    await keyboard.type("Fourth");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Fourth", level: 1 })).toBeFocused();

    await tabTo(page, page.getByRole("group", { name: "Log one, now" }).getByRole("button", { name: "First talk" }));
    await keyboard.press("Enter");
    await expect(board.efforts).toHaveText([/1 first talk/]);

    await page.getByRole("heading", { level: 1 }).focus();
    await tabTo(page, board.moves("Fourth"));
    await keyboard.press("Enter");
    await tabTo(page, board.dialog("Move to").getByRole("button", { name: "Set expectations" }));
    await keyboard.press("Enter");
    await expect(page.getByText("Set expectations, day 0")).toBeVisible();
    await expect(board.moves("Fourth"), "the focus stays where it was").toBeFocused();

    await tabTo(page, page.getByRole("tab", { selected: true }));
    // From what hurts past what was told.
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
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
    await expect(board.dialog("Move to"), "it asks for the reason").toBeVisible();
    await page.keyboard.press("Escape");
    await expect(link).toBeFocused();
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
