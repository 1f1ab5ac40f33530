// Whether what was done without an account comes along: asked, left open, and asked again.
import { Board, withoutAccount } from "../../support/board.ts";
import { OWNER } from "../../support/owner.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

test("whoever leaves open whether their board comes along is signed in, and is asked again", async ({ page, browser, server }) => {
  const seed = await Seed.claim(server);
  seed.role(seed.leader("Dana Whitfield"), "Engineer");
  await new Board(page).begin(seed);

  const other = await withoutAccount(browser, server, "Marcus Obi", "Controller");
  await other.signIn();
  const asked = other.page.getByRole("heading", { name: "Bring this device's board along?" });
  await expect(asked).toBeVisible();
  await other.page.goto("/board");
  const open = other.main.getByText(`You are signed in as ${OWNER.email}, and this device's board is in no workspace yet`);
  await expect(open).toBeVisible();
  await other.sync.click();
  await expect(other.dialog("Your data")).toContainText(`You are signed in as ${OWNER.email}.`);
  await expect(other.dialog("Your data").getByRole("link", { name: "Sign in" })).toHaveCount(0);
  await other.page.keyboard.press("Escape");

  await other.main.getByRole("link", { name: "Bring this board along…" }).click();
  await expect(asked).toBeVisible();
  await other.button("Not now").click();
  await other.show();
  await other.main.getByRole("link", { name: "Bring this board along…" }).click();
  await other.button("Bring it along").click();
  await other.entered();
  await expect(other.titles("Understand")).toHaveText(["Engineer", "Controller"]);
  await expect(open).toHaveCount(0);
  await other.close();
});

test("whoever left it open and is signed out since signs in again", async ({ page, context, server }) => {
  const board = new Board(page);
  await Seed.claim(server);
  await board.open();
  await board.addRoles("Marcus Obi", "Controller");
  await board.signIn();
  await expect(page.getByRole("heading", { name: "Bring this device's board along?" })).toBeVisible();
  await context.clearCookies();
  await page.goto("/board");
  await board.main.getByRole("link", { name: "Bring this board along…" }).click();
  await board.fillSignIn();
  await board.button("Bring it along").click();
  await board.entered();
  await expect(board.titles("Understand")).toHaveText(["Controller"]);
});

test("whoever is asked whether their board comes along may sign out instead, and keeps it", async ({ page, context, server }) => {
  const board = new Board(page);
  await Seed.claim(server);
  await board.open();
  await board.addRoles("Marcus Obi", "Controller");
  const asked = page.getByRole("heading", { name: "Bring this device's board along?" });
  const signedIn = async () => (await context.cookies()).filter(({ name }) => name === "fulcrum").length;
  const isKept = async () => {
    await board.show();
    await expect(board.titles("Understand")).toHaveText(["Controller"]);
    await expect(board.main).not.toContainText("You are signed in");
    expect(await signedIn()).toBe(0);
  };
  await board.signIn();
  await expect(asked).toBeVisible();
  expect(await signedIn()).toBe(1);
  await board.button("Sign out").click();
  await expect(asked).toHaveCount(0);
  await isKept();

  // Also once the question was left.
  await board.signIn();
  await expect(asked).toBeVisible();
  await board.button("Not now").click();
  await board.sync.click();
  await board.dialog("Your data").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(board.dialog("Your data")).toHaveCount(0);
  await isKept();
  await page.reload();
  await board.sync.click();
  await expect(board.dialog("Your data")).toContainText("This board has no account yet.");
});
