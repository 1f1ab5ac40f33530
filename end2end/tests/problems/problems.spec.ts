// What comes back from role to role: proposed across six roles, taken, told to its owner, fixed, and told in the leaders' next drafts.
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { DAY, date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADERS = ["Dana Whitfield", "Marcus Obi"];

test("what is behind six roles is proposed, taken, briefed, fixed, and told to the leaders it hit", { tag: "@both-sizes" }, async ({ page, server, browser }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.ago = 20 * DAY;
    const leaders = LEADERS.map((name) => seed.leader(name));
    for (let at = 0; at < 6; at += 1) {
      const leader = leaders[at % 2];
      seed.behind(seed.role(leader, `Role ${at + 1}`, 20), leader, "compensation");
    }
    seed.ago = 10 * DAY;
    for (const leader of leaders) seed.tell({ do: "send_update", update: crypto.randomUUID(), leader, roles: [], text: "We began.", way: "chat" });
  });
  await board.room("Problems");
  const proposed = page.getByRole("article", { name: "Pay" });
  await expect(proposed).toContainText("Seen in 6 of 6 roles. It comes back more often than chance would have it.");
  // Each count opens to its roles.
  await proposed.getByText("What’s behind a pain: 6").click();
  await expect(proposed.getByRole("link", { name: "Role 3" }).last()).toBeVisible();
  await proposed.getByRole("button", { name: "Make it a problem" }).click();
  const open = page.getByRole("region", { name: "Open" });
  await expect(open).toContainText("Nobody owns it yet");
  await page.getByRole("navigation").getByRole("link", { name: /^Today/ }).click();
  await page.getByRole("button", { name: "Who owns it: Pay" }).click();
  await open.getByRole("button", { name: "Who owns it: Pay" }).click();
  await open.getByLabel("Their job").fill("Reward");
  await open.getByRole("button", { name: "Save" }).click();
  await expect(open).toContainText("Reward");
  await expect(open).not.toContainText("Nobody owns it yet");
  await expect(page.getByRole("region", { name: "Proposed" })).toBeHidden();

  await open.getByRole("button", { name: "Change: Pay" }).click();
  await open.getByLabel("What comes back?").fill("Pay is below the market");
  await open.getByLabel("Their name").fill("Sara Lund");
  await open.getByLabel("Their job").fill("Reward");
  await open.getByLabel("What is done about it?").fill("New pay ranges from May");
  await open.getByLabel("By when?").fill(date());
  await open.getByLabel("What do we ask of its owner?").fill("review the ranges");
  await open.getByLabel("Begun on").fill(date(2));
  await open.getByLabel("Done on").fill(date(4));
  await open.getByRole("button", { name: "Save" }).click();
  await expect(open.getByRole("alert")).toContainText("It ends before it begins");
  await open.getByLabel("Done on").fill("");
  await open.getByRole("button", { name: "Save" }).click();
  await expect(open).toContainText("Sara Lund, Reward, by");

  await open.getByRole("button", { name: "Brief for its owner" }).click();
  const brief = open.getByLabel("What they are told");
  await expect(brief).toHaveValue(/^Pay is below the market\. It came up in 6 of the 6 roles .*: review the ranges\.$/);
  await expect(brief).not.toHaveValue(/Dana|Marcus/);
  await brief.fill("Pay is below the market in six roles: please review the ranges.");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("please review the ranges.").last()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Problems", level: 1 })).toBeHidden();
  await page.emulateMedia({ media: null });

  // Who owns it has no account: a page of their own has these words, whom to call, and nothing of any leader or candidate.
  await open.getByRole("button", { name: "By a link" }).click();
  await expect(open.getByLabel("For whom")).toHaveValue("Sara Lund, Reward");
  await open.getByLabel("For whom").fill("Sara Lund");
  await open.getByRole("button", { name: "Make a link" }).click();
  const link = await open.getByLabel("The address for Sara Lund").inputValue();
  await open.getByRole("button", { name: "Close the link" }).click();
  await board.synced();
  const owner = await opened(browser, link);
  await expect(owner.page.getByRole("main")).toContainText("Pay is below the market in six roles: please review the ranges.");
  expect(await owner.page.content()).not.toMatch(/Dana|Marcus|Role 1/);
  await open.getByRole("button", { name: "Close" }).click();

  await page.getByRole("navigation").getByRole("link", { name: /^Today/ }).click();
  await page.getByRole("button", { name: "Is it fixed: Pay is below the market" }).click();
  await open.getByRole("button", { name: "Is it fixed? Yes" }).click();
  await expect(page.getByRole("region", { name: "Fixed" })).toContainText("Sara Lund, Reward, fixed");
  await expect(owner.page.getByRole("main")).toContainText("It is fixed, since");
  await page.goto("/review");
  for (const name of LEADERS) {
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
    await expect(page.getByLabel("We did").first()).toHaveValue(/^You raised it; it is fixed: New pay ranges from May\./);
    await board.button(/^Good, /).click();
    await page.waitForTimeout(600);
  }
});

test("below six roles it is only said, no problem stays no problem, and one is raised by hand and taken back", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADERS[0]);
    for (const title of ["Engineer", "Analyst", "Buyer"]) {
      const role = seed.role(dana, title);
      if (title !== "Buyer") seed.behind(role, dana, "compensation");
    }
  });
  await board.openRole("Engineer");
  await board.turnTo("Problems");
  const here = page.getByRole("region", { name: "Problems" });
  await expect(here).toContainText("Seen in 2 of 2 roles. Too little to call it a pattern yet.");
  await here.getByRole("button", { name: "Not a problem" }).click();
  await expect(here).toContainText("Nothing of this role has come back elsewhere.");
  await here.getByRole("button", { name: "Raise a problem" }).click();
  await here.getByLabel("What comes back?").fill("Data access takes three weeks");
  await here.getByRole("button", { name: "Save" }).click();
  await expect(here.getByRole("alert")).toContainText("Say what kind of thing it is.");
  // What is half typed is there again after a reload.
  await page.reload();
  await expect(here.getByLabel("What comes back?")).toHaveValue("Data access takes three weeks");
  await here.getByLabel("What kind of thing is it?").selectOption("New people take long");
  await here.getByRole("checkbox", { name: "Buyer" }).check();
  await here.getByRole("button", { name: "Save" }).click();
  await expect(here.getByRole("heading", { name: "Data access takes three weeks" })).toBeVisible();
  await expect(here).toContainText("Seen in 2 roles");
  // That it is fixed is said with what was done, which leaders read; open again is said to whoever read it.
  await here.getByRole("button", { name: "It is fixed" }).click();
  await here.getByRole("button", { name: "It is fixed" }).last().click();
  await expect(here.getByRole("alert")).toContainText("Write what was done: the leaders it hit read it.");
  await here.getByLabel("What was done about it?").fill("Access is asked for on signing");
  await here.getByRole("button", { name: "It is fixed" }).last().click();
  await expect(here).toContainText(/fixed .*: Access is asked for on signing/);
  await here.getByRole("button", { name: "It is open again" }).click();
  await expect(board.notice).toContainText("reads in their next update that it is not");
  await expect(page.getByRole("tab", { name: "Problems" })).toContainText("1 open");
  await here.getByRole("button", { name: "Remove: Data access takes three weeks" }).click();
  await expect(here.getByRole("heading", { name: "Data access takes three weeks" })).toHaveCount(0);
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Look at it again: Pay" }).click();
  await expect(page.getByRole("region", { name: "Seen more than once" })).toContainText("Seen in 2 of 2 roles");
});

test("where people do not go on is said with its numbers", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const role = seed.role(seed.leader(LEADERS[0]), "Engineer");
    seed.tell({ do: "count_people", role, place: "interview", by: 24 });
    seed.effort(role, "cv_review", 0, { quantity: 14 });
    seed.effort(role, "screen", 0, { quantity: 3 });
  });
  await board.openRole("Engineer");
  await board.turnTo("Problems");
  const narrow = page.getByRole("region", { name: "Where people go on" });
  await expect(narrow).toContainText("0 of 24 went on from “interview” to “offer”; in general about 17 of 100");
  await expect(narrow.getByText("narrow", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Is the role attracting the right talent?" })).toContainText("3 first talks of 14");
});
