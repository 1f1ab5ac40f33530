// What is fetched after the first paint: it may not come, and then only that is missing.
import type { Page } from "@playwright/test";
import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

/** The files of these groups of pages do not come, until told to. */
async function without(page: Page, ...groups: string[]) {
  const of = (url: URL) => groups.some((group) => url.pathname.endsWith(`/split_${group}.wasm`));
  await page.route(of, (route) => route.abort());
  return () => page.unroute(of);
}

/** What stands where a part of the board should. */
function missing(page: Page) {
  return page.getByRole("alert").filter({ hasText: "did not load" });
}

async function asksAgain(page: Page) {
  await expect(missing(page)).toContainText("Everything else works, and nothing you typed is lost.");
  await missing(page).getByRole("button", { name: "Try again" }).click();
}

test.describe("on a slow or broken line", () => {
  // The worker would have the files: these stories are of a first visit, on which it does not answer yet.
  test.use({ serviceWorkers: "block" });

  test("each page says when it did not load, and comes when it is asked for again", async ({ page }) => {
    for (const [path, heading] of [
      ["/leaders", "Leaders"],
      ["/more", "More"],
      ["/settings", "Settings"],
      ["/import", "Import roles"],
      ["/team", "Team"],
      ["/claim?code=0", "Make this server yours"],
      ["/sign-in", "Sign in"],
      ["/join#0", "No way in here"],
    ] as const) {
      const mend = await without(page, "more");
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }), path).toHaveText("This page did not load");
      await asksAgain(page);
      await expect(missing(page), path).toContainText("Reload");
      await mend();
      await asksAgain(page);
      await expect(page.getByRole("heading", { level: 1 }), path).toHaveText(heading);
      await expect(missing(page), path).toHaveCount(0);
    }
  });

  test("a role's page does, and all around it works", async ({ page }) => {
    const mend = await without(page, "role");
    const board = new Board(page);
    await board.open();
    const sheet = await board.startRole();
    await sheet.getByLabel("What is it called?").fill("Engineer");
    await sheet.getByLabel("Who needs it?").fill(LEADER);
    await sheet.getByRole("button", { name: "Save the need" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page did not load");
    await board.show();
    await board.moveTo("Engineer", "Set expectations");
    await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
    await page.getByRole("link", { name: "Engineer", exact: true }).click();
    await expect(missing(page)).toBeVisible();
    await mend();
    await asksAgain(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Engineer");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("a sample that does not come is not entered", async ({ page }) => {
    const mend = await without(page, "more");
    const board = new Board(page);
    await board.open();
    await board.button("look at a sample board").click();
    await expect(board.notice).toContainText("The sample did not come");
    await expect(page.getByText("This is a sample.")).toHaveCount(0);
    await mend();
    await board.button("look at a sample board").click();
    await expect(page.getByText("This is a sample.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Ward Manager", exact: true })).toBeVisible();
  });

  test("a role's preview does", async ({ page }) => {
    const board = new Board(page);
    await board.open();
    await board.addRole("Engineer", LEADER);
    const mend = await without(page, "role");
    await page.goto(`${page.url()}/preview`);
    await expect(missing(page)).toBeVisible();
    await mend();
    await asksAgain(page);
    await expect(page.getByRole("heading", { name: `As ${LEADER} sees it` })).toBeVisible();
  });

  test("a sheet does, and what was typed below it stays", async ({ page }) => {
    const board = new Board(page);
    await board.open();
    await board.addRole("Engineer", LEADER);
    const mend = await without(page, "sheets");
    await page.reload();
    await board.more("Edit");
    const title = page.getByLabel("Title", { exact: true });
    await title.fill("Engineer, half typed");
    for (const key of ["Control+k", "e"]) {
      // A letter is typed into a field, so the focus leaves it first.
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press(key);
      const sheet = page.getByRole("dialog");
      await expect(sheet).toContainText("This did not load.");
      await sheet.getByRole("button", { name: "Close" }).click();
    }
    await expect(title).toHaveValue("Engineer, half typed");
    await page.keyboard.press("Control+k");
    await expect(missing(page)).toBeVisible();
    await mend();
    await asksAgain(page);
    await expect(board.dialog("Find or do").getByRole("combobox")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(title).toHaveValue("Engineer, half typed");
  });

  test("a page that comes late is waited for, and has the focus then", async ({ page }) => {
    let come = () => {};
    const late = new Promise<void>((resolve) => (come = resolve));
    await page.route("**/split_more.wasm", async (route) => {
      await late;
      await route.continue();
    });
    const board = new Board(page);
    await board.open();
    await page.getByRole("link", { name: "Leaders" }).click();
    await expect(page.getByText("Loading…")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Board", level: 1 })).toHaveCount(0);
    come();
    await expect(page.getByRole("heading", { name: "Leaders", level: 1 })).toBeFocused();
    await expect(page.getByText("Loading…")).toHaveCount(0);
  });

  test("a page of a build that is gone from the server offers to reload", async ({ page }) => {
    await page.route("**/split_more.wasm", (route) => route.fulfill({ status: 404 }));
    const board = new Board(page);
    await board.open();
    await page.getByRole("link", { name: "Leaders" }).click();
    await asksAgain(page);
    await expect(missing(page)).toContainText("Reload");
    await page.unroute("**/split_more.wasm");
    await missing(page).getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { name: "Leaders", level: 1 })).toBeVisible();
  });

  test("the board is shown before it can be changed, and says when that does not load", async ({ page }) => {
    const mend = await without(page, "sync");
    await page.goto("/board");
    await expect(page.locator("h1")).toHaveText("Board");
    const idle = page.getByRole("alert").filter({ hasText: "Nothing can be changed yet" });
    await expect(idle).toContainText("asked for again");
    await expect(page.locator("main > .inside")).toHaveAttribute("inert");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText("This did not load.");
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await mend();
    await expect(idle).toHaveCount(0);
    await new Board(page).addRole("Engineer", LEADER);
  });

  test("what waits on the device stays as it is until it can be read", async ({ page }) => {
    const board = new Board(page);
    await board.open();
    await board.addRole("Engineer", LEADER);
    const mend = await without(page, "sync");
    // More often than a replay may fail.
    for (let times = 0; times < 3; times += 1) {
      await page.goto("/board");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your board did not load");
      await expect(page.getByRole("alert")).toContainText("What this device keeps stays as it is");
    }
    await mend();
    await expect(board.titles("Understand")).toHaveText(["Engineer"]);
    await expect(page.getByText("Safe mode")).toHaveCount(0);
    await board.moveTo("Engineer", "Set expectations");
    await page.reload();
    await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
  });

  test("the board says what it does before it is there, and is one page then", async ({ page }) => {
    let come = () => {};
    const late = new Promise<void>((resolve) => (come = resolve));
    await page.route("**/fulcrum_bg.wasm", async (route) => {
      await late;
      await route.continue();
    });
    await page.goto("/board", { waitUntil: "domcontentloaded" });
    await expect(page.getByRole("main")).toContainText("Fulcrum");
    await expect(page.getByRole("status")).toHaveText("Reading your board…");
    come();
    await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
    await expect(page.getByText("Reading your board…")).toHaveCount(0);
    await expect(page.getByRole("main")).toHaveCount(1);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the board says what it needs", async ({ page }) => {
    await page.goto("/board");
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(page.locator("noscript p")).toContainText("Allow JavaScript for this site");
    await expect(page.getByText("Reading your board…")).toBeHidden();
  });
});

test("after the first visit every page and sheet opens without a network", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.worksOffline();
  await board.openRole("Engineer");
  const role = new URL(page.url()).pathname;
  await server.kill();
  for (const [path, heading] of [
    ["/today", /./],
    ["/board", "Board"],
    [role, "Engineer"],
    [`${role}/preview`, `As ${LEADER} sees it`],
    ["/leaders", "Leaders"],
    ["/settings", "Settings"],
    ["/import", "Import roles"],
    ["/team", "Team"],
    ["/sign-in", "Sign in"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: heading }), path).toBeVisible();
    await expect(missing(page), path).toHaveCount(0);
  }
  await board.open();
  for (const [key, name] of [["Control+k", "Find or do"], ["e", "Log effort"], ["s", "Evening sweep"], ["?", "Keyboard shortcuts"]] as const) {
    await page.keyboard.press(key);
    await expect(board.dialog(name)).toBeVisible();
    await expect(missing(page), name).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(board.dialog(name)).toBeHidden();
  }
});
