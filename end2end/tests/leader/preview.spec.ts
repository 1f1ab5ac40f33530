// "As the leader sees it": no more than a link shows that is made from the same page.
import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the preview shows a confidential role only as a link with a passcode does", async ({ page, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER);
  for (const title of ["Engineer", "Chief of Staff"]) seed.role(leader, title);
  await board.begin(seed);
  await board.openRole("Chief of Staff");
  await board.more("Owner and confidentiality");
  await page.getByText("Make it confidential").click();
  await page.getByLabel("Code name").fill("Harbour");
  await board.button("Keep it to these people").click();
  await expect(page.getByRole("heading", { name: "Harbour", level: 1 })).toBeVisible();

  // Its own page: a link from there asks for a passcode, and is made for it.
  await board.more("See as the leader sees it");
  await expect(page.getByRole("heading", { name: `As ${LEADER} sees it` })).toBeVisible();
  await expect(board.main).toContainText("that asks for a passcode and was made for Harbour");
  await expect(page.locator(".preview")).toContainText("Harbour");
  const note = page.locator(".preview").getByRole("region", { name: /^Write to/ });
  await note.getByLabel("Your reply").fill("Thursday at ten.");
  await note.getByRole("button", { name: "Send" }).click();
  await expect(board.notice).toContainText("nothing is sent from here");
  await expect(note.getByLabel("Your reply")).toHaveValue("Thursday at ten.");

  // The page of an open role: a link without a passcode shows nothing of it.
  await board.show();
  await board.openRole("Engineer");
  await board.more("See as the leader sees it");
  await expect(board.main).toContainText("without a passcode: confidential ones it does not show");
  await expect(page.locator(".preview")).toContainText("Engineer");
  await expect(page.locator(".preview")).not.toContainText("Harbour");
  await page.getByLabel("With a passcode, and made for their confidential roles").check();
  await expect(page.locator(".preview")).toContainText("Harbour");
});
