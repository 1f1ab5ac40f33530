// A role that is confidential from birth: who knows of it, which links show it, and what leaves with whom.
import { Board } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

test("a confidential role and its new leader never reach a colleague, and a link shows it only if it was made for it", async ({ page, browser, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  await board.begin(seed);
  const tom = await colleague(browser, seed);

  const sheet = await board.startRole();
  await sheet.getByLabel("What is it called?").fill("Chief of Staff");
  await sheet.getByLabel("Who needs it?").fill("Eleanor Marsh");
  await sheet.getByLabel(/^Confidential/).check();
  await sheet.getByLabel("Code name").fill("Harbour");
  await sheet.getByRole("button", { name: "Add role" }).click();
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
  await expect(page.getByRole("group", { name: "Confidential roles that it shows" }).getByLabel("Harbour")).toBeChecked();
  await board.makeLink();
  await expect(page.getByText(/^The passcode is \d{3} \d{3}/)).toBeVisible();
  await page.getByRole("group", { name: "Confidential roles that it shows" }).getByLabel("Harbour").uncheck();
  await expect(page.getByLabel(/^It asks for a passcode/)).toBeEnabled();
  await tom.close();
});

