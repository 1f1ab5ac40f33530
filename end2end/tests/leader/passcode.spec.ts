import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a confidential role opens for its leader with a passcode only", async ({ page, browser, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER);
  for (const title of ["Engineer", "Chief of Staff"]) seed.role(leader, title);
  await board.begin(seed);
  const context = await browser.newContext({ baseURL: server.url });
  const plain = await context.newPage();
  await board.openRole("Engineer");
  await plain.goto(await board.makeLink());
  await expect(plain.getByText("Chief of Staff").first()).toBeVisible();

  await board.show();
  await board.openRole("Chief of Staff");
  await board.more("Owner and confidentiality");
  await page.getByText("Make it confidential").click();
  await page.getByLabel("Code name").fill("Harbour");
  await board.button("Keep it to these people").click();
  // An open page without a passcode loses it at once.
  await expect(plain.getByText("Chief of Staff")).toHaveCount(0);
  await expect(plain.getByText("Harbour")).toHaveCount(0);

  await expect(page.getByLabel(/^It asks for a passcode/)).toBeChecked();
  await expect(page.getByLabel(/^It asks for a passcode/)).toBeDisabled();
  const address = await board.makeLink();
  const told = await page.getByText(/^The passcode is \d{3} \d{3}/).textContent();
  const passcode = /\d{3} \d{3}/.exec(told ?? "")?.[0] ?? "";
  const dana = await context.newPage();
  await dana.goto(address);
  await expect(dana.getByRole("heading", { level: 1 })).toHaveText("This page asks for a passcode");
  const wrong = passcode.startsWith("0") ? "100 000" : "000 000";
  await dana.getByLabel("The six digits").fill(wrong);
  await dana.getByRole("button", { name: "Open the page" }).click();
  await expect(dana.getByRole("alert")).toContainText("This is not the passcode.");
  await dana.getByLabel("The six digits").fill(passcode);
  await dana.getByRole("button", { name: "Open the page" }).click();
  await expect(dana.getByText("Harbour").first()).toBeVisible();
  await expect(dana.getByText("Chief of Staff")).toHaveCount(0);
  // Live, too; and revoked, the address goes from the board's page.
  await board.logOne("Outreach");
  await expect(dana.getByText("Approached one person").first()).toBeVisible();
  await page.getByRole("listitem").filter({ hasText: "with a passcode" }).getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke it" }).click();
  await expect(page.getByLabel("The address")).toHaveCount(0);
});
