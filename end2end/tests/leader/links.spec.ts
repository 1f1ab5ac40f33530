// The links that were made: which is which, and why one shows nothing.
import { begun } from "../../support/board.ts";
import { DAY, date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { TOM, colleague } from "../../support/team.ts";

const LEADER = "Dana Whitfield";

test("an address says of which link it is, also after another was refused", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.logOne("Outreach");
  await expect(board.notice).toBeVisible();
  const first = await board.makeLink();
  await expect(board.notice, "nothing lies over the address").toHaveCount(0);
  await expect(page.getByLabel(`The address for ${LEADER}`)).toBeFocused();

  await page.getByLabel("For whom").fill("");
  await board.button("Make a link").click();
  await expect(page.getByRole("alert")).toContainText("The name of who gets it is empty");
  await expect(page.getByLabel("The address")).toHaveCount(0);
  await expect(page.getByLabel(`Of the link made before, for ${LEADER}`), "it is shown this once").toHaveValue(first);

  await page.getByLabel("For whom").fill("Her boss");
  await board.button("Make a link").click();
  await expect(page.getByLabel("The address for Her boss")).not.toHaveValue(first);
  const links = page.getByRole("region", { name: "Share" }).getByRole("listitem");
  await expect(links).toHaveCount(2);
  for (const link of await links.all()) {
    await expect(link).toContainText(/may reply, all roles, made \w+ \d\d:\d\d, kept by you/);
  }
});

test("a link that has run out is taken off the list in one tap", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.ago = 3 * DAY;
    const dana = seed.leader(LEADER);
    seed.role(dana, "Engineer");
    seed.link(dana, "read", { created_on: date(3), expires_on: date(1) });
  });
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  const links = page.getByRole("region", { name: "Share" }).getByRole("listitem");
  await expect(links).toContainText("expired");
  await board.button("Take the link for A link that is read off the list").click();
  await expect(links).toHaveCount(0);
});

test("a hasty double click makes one link, and notes one talk", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await board.button("We talked").dblclick();
  await expect(page.getByRole("region", { name: `Updates for ${LEADER}` }).getByRole("listitem")).toHaveCount(1);
  await board.button("Make a link").dblclick();
  await expect(page.getByLabel(`The address for ${LEADER}`)).toHaveValue(/\/p\//);
  await expect(page.getByRole("region", { name: "Share" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a link whose keeper sees the role no longer says so", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Chief of Staff"));
  const tom = await colleague(browser, seed);
  await board.openRole("Chief of Staff");
  const who = page.getByRole("group", { name: "Who may see it" });
  await board.more("Owner and confidentiality");
  await page.getByText("Make it confidential").click();
  await who.getByLabel(TOM.name).check();
  await board.button("Keep it to these people").click();
  await expect(page.getByText(`Confidential: only Priya Nair and ${TOM.name} see it.`)).toBeVisible();

  await tom.openRole("Chief of Staff");
  await tom.turnTo("Updates");
  await expect(tom.page.getByLabel(/^It asks for a passcode/)).toBeChecked();
  await tom.makeLink();
  await board.turnTo("Updates");
  const link = page.getByRole("region", { name: "Share" }).getByRole("listitem");
  await expect(link).toContainText(`with a passcode, made today`);
  await expect(link).toContainText(`kept by ${TOM.name}`);

  await who.getByLabel(TOM.name).uncheck();
  await board.button("Keep it to these people").click();
  await expect(link).toContainText(`It shows nothing any more, since ${TOM.name} no longer sees the role`);
  await expect(tom.page.getByText("Chief of Staff")).toHaveCount(0);
  await tom.close();
});
