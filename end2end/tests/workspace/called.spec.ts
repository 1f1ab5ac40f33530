// "Leader" can be set to "hiring manager": every word of ours says so, and nothing that somebody typed.
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

const LEADER = "Dana Leader";

test("a workspace that says hiring manager reads it everywhere, a colleague too, until it is taken back", async ({ page, browser, server }) => {
  const link = { address: "" };
  const { board, seed } = await begun(page, server, (seed) => {
    const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
    for (const title of ["Data Engineer", "Leader of Design", "Writer"]) seed.role(dana, title, 1);
    for (const title of ["Controller", "Clerk", "Treasurer", "Auditor"]) seed.role(marcus, title, 1);
    link.address = seed.link(dana, "team_safe");
  });
  const tom = await colleague(browser, seed);
  const filter = (word: string) => page.getByLabel(word, { exact: true });
  await expect(filter("Leader")).toBeVisible();

  await board.room("Settings");
  const asked = page.getByRole("region", { name: "What do you call whoever needs somebody?" });
  await expect(asked.getByRole("button", { name: "Leader", pressed: true })).toBeVisible();
  await asked.getByRole("button", { name: "Hiring manager" }).click();
  await expect(asked.getByRole("button", { name: "Hiring manager", pressed: true })).toBeVisible();
  await expect(board.notice).toContainText("Every page of the workspace says so now.");
  await expect(page.getByRole("heading", { name: "When hiring managers hear" })).toBeVisible();

  const navigation = page.getByRole("navigation");
  for (const [width, height] of [[360, 800], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    const way = navigation.getByRole("link", { name: "Hiring managers" });
    await expect(way).toBeVisible();
    const fits = await way.evaluate((link) => link.scrollWidth <= link.clientWidth && document.documentElement.scrollWidth <= innerWidth);
    expect(fits, `it fits at ${width} px`).toBe(true);
  }

  await navigation.getByRole("link", { name: "Hiring managers" }).click();
  await expect(page).toHaveURL(/\/leaders$/);
  await expect(page.getByRole("heading", { name: "Hiring managers", level: 1 })).toBeVisible();
  await expect(page).toHaveTitle("Hiring managers · Fulcrum");
  await page.getByRole("main").getByRole("link", { name: new RegExp(`^${LEADER}`) }).click();
  await expect(page.getByRole("heading", { name: LEADER, level: 1 }), "a name stays as it was typed").toBeVisible();
  await expect(page.getByLabel("More about this hiring manager")).toBeVisible();

  await board.show();
  await expect(filter("Hiring manager").locator("option").first()).toHaveText("All hiring managers");
  await filter("Hiring manager").selectOption(LEADER);
  await expect(board.titles("Understand"), "what was typed stays").toHaveText(["Data Engineer", "Leader of Design", "Writer"]);
  await board.openRole("Leader of Design");
  await expect(page.getByText("Write it so that the hiring manager could read it.").first()).toBeAttached();
  await navigation.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Today");
  await expect(page.getByRole("main")).not.toContainText(/\bleaders?\b/);
  const find = page.getByRole("button", { name: "Find a role, a hiring manager, words" }).and(page.locator(":visible"));
  await find.first().click();
  await page.getByRole("combobox", { name: "What are you looking for?" }).fill("hiring managers");
  await expect(page.getByRole("option", { name: /^Hiring managers/ })).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(tom.page.getByRole("navigation").getByRole("link", { name: "Hiring managers" })).toBeVisible();
  await expect(tom.page.getByLabel("Hiring manager", { exact: true })).toBeVisible();
  await tom.page.goto("/settings");
  const theirs = tom.page.getByRole("region", { name: "What do you call whoever needs somebody?" });
  await expect(theirs.getByRole("button", { name: "Leader" }), "an owner chooses").toBeDisabled();

  const portal = await opened(browser, link.address);
  await expect(portal.page.getByRole("main")).not.toContainText(/\bleaders?\b/);
  await portal.page.context().close();

  await page.keyboard.press("Control+z");
  await expect(board.notice).toContainText("Undone.");
  await expect(navigation.getByRole("link", { name: "Leaders" })).toBeVisible();
  await expect(tom.page.getByRole("navigation").getByRole("link", { name: "Leaders" })).toBeVisible();
  await tom.close();
});
