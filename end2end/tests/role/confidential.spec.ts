// A role that is confidential from birth: who knows of it, which links show it, and what leaves with whom.
import { Board, begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

test("a confidential role and its new leader never reach a colleague, and a link shows it only if it was made for it", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server);
  const tom = await colleague(browser, seed);

  const sheet = await board.startRole();
  await sheet.getByLabel("What is it called?").fill("Chief of Staff");
  await sheet.getByLabel("Who needs it?").fill("Eleanor Marsh");
  await sheet.getByText("All fields").click();
  await sheet.getByLabel(/^Confidential/).check();
  await sheet.getByLabel("Code name").fill("Harbour");
  await sheet.getByRole("button", { name: "Save the need" }).click();
  await expect(page.getByRole("heading", { name: "Harbour", level: 1 })).toBeVisible();
  await board.synced();
  // An open role of another leader says that Tom has heard all there is to hear.
  await board.show();
  await board.addRole("Engineer", "Dana Whitfield");
  await expect(tom.page.getByRole("link", { name: "Engineer", exact: true })).toBeVisible();
  const onTomsDevice = await held(tom.page);
  for (const word of ["Chief of Staff", "Harbour", "Eleanor", "Marsh"]) expect(onTomsDevice).not.toContain(word);

  // Her link is made for the role; unticked it would show nothing of it.
  await board.show();
  await board.openRole("Harbour");
  await board.turnTo("Updates");
  await expect(page.getByRole("group", { name: "Confidential roles that it shows" }).getByLabel("Harbour")).toBeChecked();
  await board.makeLink();
  await expect(page.getByText(/^The passcode is \d{3} \d{3}/)).toBeVisible();
  await page.getByRole("group", { name: "Confidential roles that it shows" }).getByLabel("Harbour").uncheck();
  await expect(page.getByLabel(/^It asks for a passcode/)).toBeEnabled();
  await tom.close();
});

test("what is half typed on one role's page stays there", async ({ page, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const leader = seed.leader("Dana Whitfield");
  for (const title of ["Engineer", "Chief of Staff"]) seed.role(leader, title);
  await board.begin(seed);
  const update = page.getByLabel("A short update");
  const result = page.getByLabel("What came of it");

  await board.openRole("Chief of Staff");
  await board.turnTo("Updates");
  await update.fill("The board wants her gone by May.");
  await page.getByText("With numbers and a result").click();
  await result.fill("Her successor said maybe.");

  await board.show();
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await expect(update).toHaveValue("");
  await page.getByText("With numbers and a result").click();
  await expect(result).toHaveValue("");
  await update.fill("Two are in play.");
  await board.writeIt.click();
  await expect(board.main).not.toContainText("gone by May");

  await board.show();
  await board.openRole("Chief of Staff");
  await board.turnTo("Updates");
  await expect(update).toHaveValue("The board wants her gone by May.");
  await page.reload();
  await expect(update).toHaveValue("The board wants her gone by May.");
  await page.getByText("With numbers and a result").click();
  await expect(result).toHaveValue("Her successor said maybe.");
});

test("what is half typed of a confidential role in an update to its leader still speaks of it later", async ({ page, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const leader = seed.leader("Dana Whitfield");
  for (const title of ["Engineer", "Chief of Staff"]) seed.role(leader, title, 30);
  await board.begin(seed);
  await board.openRole("Chief of Staff");
  await board.more("Owner and confidentiality");
  await page.getByText("Make it confidential").click();
  await page.getByLabel("Code name").fill("Harbour");
  await board.button("Keep it to these people").click();

  const speaks = page.getByLabel(/^It speaks of Harbour/);
  await board.openLeader("Dana Whitfield");
  await expect(speaks).not.toBeChecked();
  await speaks.check();
  await page.getByLabel("A short update").fill("Harbour: the board has chosen.");
  await board.show();
  await board.openLeader("Dana Whitfield");
  await expect(page.getByLabel("A short update")).toHaveValue("Harbour: the board has chosen.");
  await expect(speaks).toBeChecked();
});
