import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the appearance is chosen, and holds from the first frame on", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await paper()).toBe("rgb(20, 22, 26)");
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await paper()).toBe("rgb(20, 22, 26)");
  await page.getByRole("radio", { name: "As the device" }).check();
  expect(await paper()).toBe("rgb(247, 245, 241)");
});

test("a device is wiped only after it said what goes", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.room("Settings");
  await board.button("Wipe this device…").click();
  await expect(page.getByRole("alert")).toContainText("This board lives on this device only: what is wiped is gone.");
  await board.button("Keep it").click();
  await board.show();
  await expect(board.card("Engineer")).toBeVisible();
  await board.room("Settings");
  await board.button("Wipe this device…").click();
  await board.button("Wipe it").click();
  await expect(board.button("Add your first role")).toBeVisible();
});
