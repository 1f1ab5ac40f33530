// What lies over a page is left by Back, by Escape and by its own button, and the way back is the same afterwards.
import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("Back takes a sheet away and stays on the page", { tag: "@phone" }, async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "Engineer");
  await board.openRole("Engineer");
  const title = page.getByRole("heading", { name: "Engineer", level: 1 });
  const log = board.dialog("Log effort");
  const leave = [
    () => page.goBack(),
    () => page.keyboard.press("Escape"),
    () => log.getByRole("button", { name: "Close" }).click(),
  ];
  for (const left of leave) {
    await board.log();
    await left();
    await expect(log).toBeHidden();
    await expect(title).toBeVisible();
  }
  // However often one was opened: one step back leads to where one came from.
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  await page.goForward();
  await expect(title).toBeVisible();

  // From a sheet to another page: the way back leads to the page, without the sheet.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("settings");
  await page.keyboard.press("Enter");
  await expect(title).toBeHidden();
  await page.goBack();
  await expect(title).toBeVisible();
  await expect(board.dialog("Find or do")).toBeHidden();
});

test("Escape leaves a form in which nothing was typed, and keeps what was", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "Engineer");
  await board.openRole("Engineer");
  const why = page.getByLabel("Why?", { exact: true });
  await board.more("Put on hold");
  await why.focus();
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await board.more("Put on hold");
  await why.fill("Budget review");
  await page.keyboard.press("Escape");
  await expect(why).toHaveValue("Budget review");
});

test("the focus stays in what lies over the page, nothing behind it is pressed, and Escape leads back", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles("Dana Whitfield", "Engineer");
  const need = page.getByRole("banner").getByRole("button", { name: "New need" });
  await need.focus();
  await page.keyboard.press("Enter");
  const sheet = board.dialog("New need");
  await expect(sheet.locator(":focus")).toBeVisible();
  const isWithin = () => sheet.evaluate((sheet) => sheet.contains(document.activeElement));
  const walked = new Set<string>();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press(key);
      // From the end of the page a browser goes on to what is its own.
      const has = await page.evaluate(() => document.activeElement !== document.body);
      if (has) expect(await isWithin(), `${key}, step ${step}`).toBe(true);
      walked.add(await page.evaluate(() => document.activeElement?.outerHTML ?? ""));
    }
  }
  expect(walked.size, "all of the sheet is walked through").toBeGreaterThan(5);
  const [x, y] = await board.card("Engineer").evaluate((card) => [card.getBoundingClientRect().x + 40, card.getBoundingClientRect().y + 20]);
  await page.mouse.click(x, y);
  await expect(sheet).toBeVisible();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(need).toBeFocused();
});
