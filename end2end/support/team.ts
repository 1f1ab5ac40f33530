// A colleague: invited by the owner, joining by the invitation's address.
import { expect, type Browser, type Page } from "@playwright/test";
import { anotherDevice, type Board } from "./board.ts";
import type { Server } from "./process.mjs";
import type { Seed } from "./seed.ts";

export const TOM = { name: "Tom Baker", email: "tom@example.org", password: "another four words" };

/** An invitation's address. */
export async function invite(page: Page, whom: string): Promise<string> {
  await page.goto("/team");
  await page.getByLabel("Whom?").fill(whom);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const address = page.getByLabel(`Send this address to ${whom}`);
  await expect(address).toHaveValue(/\/join#/);
  return address.inputValue();
}

/** Opens an invitation for Tom, and asks to join by it. */
export async function askToJoin(page: Page, address: string, email = TOM.email) {
  await page.goto(address);
  await expect(page.getByText("Priya Nair invites you as recruiter.")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue(TOM.name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(TOM.password);
  await page.getByRole("button", { name: "Join" }).click();
}

/** Tom, on a device of his own. */
export async function join(browser: Browser, server: Server, address: string): Promise<Board> {
  const board = await anotherDevice(browser, server);
  await askToJoin(board.page, address);
  await board.entered();
  return board;
}

/** The same without the pages of it. */
export async function colleague(browser: Browser, seed: Seed): Promise<Board> {
  await seed.push();
  await seed.join(TOM);
  return signedInAsTom(browser, seed.server);
}

/** Tom's board on another device. */
export async function signedInAsTom(browser: Browser, server: Server): Promise<Board> {
  const board = await anotherDevice(browser, server);
  await board.page.goto("/sign-in");
  await signInAsTom(board.page);
  await board.entered();
  return board;
}

export async function signInAsTom(page: Page) {
  await page.getByLabel("E-mail").fill(TOM.email);
  await page.getByLabel("Password").fill(TOM.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
