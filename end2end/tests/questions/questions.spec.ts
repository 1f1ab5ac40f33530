// What is asked in interviews: made from what hurts in ten taps, looked at while it is typed, and read by the leader.
import type { Locator } from "@playwright/test";
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";
const PAINS = ["Reports arrive two days late", "Every outage comes back, nobody knows the cause", "Customers complain that nobody calls back"];

test("from three pains the questions are made in ten taps, and the leader reads them without script", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    seed.role(leader, "Engineer");
    link = seed.link(leader);
  });
  await board.openRole("Engineer");
  for (const pain of PAINS) await board.writesDown(pain);
  await board.show();

  let taps = 0;
  const began = Date.now();
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };
  const kit = page.getByRole("region", { name: "Interview questions" });
  await tap(page.getByRole("link", { name: "Engineer", exact: true }));
  await tap(page.getByRole("tab", { name: "Interviews" }));
  await tap(kit.getByRole("button", { name: "Make the questions" }));
  const proposed = kit.getByRole("list", { name: "Proposed" });
  await expect(proposed.getByRole("listitem")).toHaveCount(3);
  await expect(proposed).toContainText("because of: days, late");
  await tap(kit.getByRole("button", { name: "Keep 3 questions" }));
  const asked = kit.getByRole("list", { name: "What is asked, in this order" });
  await expect(asked.locator("> li")).toHaveCount(3);
  await tap(kit.getByRole("button", { name: `Share with ${LEADER} as a prep card` }));
  await expect(kit).toContainText(`${LEADER} has it on their page as a prep card.`);
  await expect(kit).toContainText("Dana sees changes at once.");
  expect(taps).toBeLessThanOrEqual(10);
  expect(Date.now() - began).toBeLessThan(120_000);
  await expect(kit).toContainText("Every pain point is asked about, and every question is for one.");
  await expect(kit).toContainText("37 minutes: 5 to begin, 3 questions");
  await board.turnTo("Pains");
  await board.writesDown("Nobody knows how the night jobs are built");
  await board.turnTo("Interviews");
  await expect(kit).toContainText("Nothing is asked for “Nobody knows how the night jobs are built”.");
  await kit.getByRole("button", { name: "Propose a question" }).click();
  await expect(kit).toContainText("45 minutes: 5 to begin, 4 questions");
  await board.synced();

  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const card = dana.getByRole("region", { name: "For your interviews" });
  await expect(async () => {
    await dana.goto(link);
    await expect(card).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(card).toContainText("not be ready on the day you had named");
  await expect(card).toContainText("Somebody who keeps dates");
  await card.getByText("What good looks like").first().click();
  await expect(card.getByText("5, strong").first()).toBeVisible();

  await kit.getByRole("button", { name: "Take it off their page" }).click();
  await board.synced();
  await expect(async () => {
    await dana.goto(link);
    await expect(card).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
});

test("a question that is none of an interviewer's business is pointed out and stays with a reason", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.writesDown(PAINS[0]);
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByRole("button", { name: "Make the questions" }).click();
  await kit.getByRole("button", { name: "Keep 1 question", exact: true }).click();
  await kit.getByRole("button", { name: "Change: keeps dates" }).click();
  await kit.getByRole("button", { name: "none of these" }).click();
  await page.keyboard.press("Escape");
  await expect(kit.getByRole("button", { name: "none of these" }), "what was chosen by a tap is not lost").toHaveAttribute("aria-pressed", "true");
  const words = kit.getByLabel("What they did", { exact: true });
  await words.fill("Do you have children?");
  await expect(kit).toContainText("This asks about family and its plans: “you have children”");
  await kit.getByRole("button", { name: "Ask that instead" }).click();
  await expect(words).toHaveValue("These are the hours and the travel of this work: can you do them?");
  await expect(kit).not.toContainText("This asks about");
  await words.fill("Haben Sie Kinder, und wie alt sind die?");
  await expect(kit).toContainText("Only English is looked at");
  await words.fill("What is your mother tongue?");
  await kit.getByLabel("Why you ask it all the same").fill("The work is in two languages");
  await kit.getByRole("button", { name: "Save" }).click();
  await expect(kit).toContainText("Asks about origin; asked because: The work is in two languages.");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(kit).toContainText("not be ready on the day you had named");
  await expect(kit).not.toContainText("Asks about origin");
});

test("what was pointed out is shared once somebody said why, and the leader reads what to ask instead", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    seed.role(leader, "Engineer");
    link = seed.link(leader);
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByText("Add a question").click();
  await kit.getByRole("button", { name: "Write your own" }).click();
  await kit.getByLabel("We look for somebody who").fill("can travel");
  await kit.getByLabel("What they did", { exact: true }).fill("Are you planning a family?");
  await kit.getByRole("button", { name: "Save" }).click();
  await expect(kit).toContainText("Asks about family and its plans; no reason given yet.");

  await kit.getByRole("button", { name: `Share with ${LEADER} as a prep card` }).click();
  const asked = kit.locator("form.amend");
  await expect(asked).toContainText("This asks about family and its plans");
  await expect(asked).toContainText("You could ask: These are the hours and the travel of this work: can you do them?");
  const share = asked.getByRole("button", { name: "Share all the same" });
  await expect(share).toBeDisabled();
  await asked.getByLabel("Why you ask it all the same").fill("secret-reason: the crew lives on board");
  await share.click();
  await expect(kit).toContainText(`${LEADER} has it on their page as a prep card.`);
  await board.synced();
  const { page: dana } = await opened(browser, link);
  const card = dana.getByRole("region", { name: "For your interviews" });
  await expect(card).toContainText("This asks about family and its plans.");
  await expect(card).toContainText("You could ask: These are the hours and the travel of this work: can you do them?");
  await card.getByRole("link", { name: "In the room: one question a screen" }).click();
  await dana.locator(".room:target").getByRole("link", { name: "Next →" }).click();
  await expect(dana.locator(".room:target")).toContainText("You could ask: These are the hours");
  expect(await dana.content(), "why it is asked is nobody else's").not.toContain("secret-reason");

  await kit.getByRole("button", { name: "Change: can travel" }).click();
  await kit.getByLabel("What they did", { exact: true }).fill("When did you last travel for work?");
  await kit.getByRole("button", { name: "Save" }).click();
  await expect(card).not.toContainText("This asks about");
  await kit.getByRole("button", { name: "Stop showing it" }).click();
  await expect(kit).toContainText("Only recruiters see it.");
  await kit.getByRole("button", { name: `Share with ${LEADER} as a prep card` }).click();
  await expect(kit, "nothing is asked where nothing is pointed out").toContainText(`${LEADER} has it on their page as a prep card.`);
});

test("on a phone nothing lies over the arrow or outside the card, and what is half typed outlives a reload @phone", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByText("Add a question").click();
  const bank = kit.getByRole("list", { name: "From the bank" });
  for (const name of ["keeps dates", "explains things so that others can act"]) await bank.getByRole("button", { name }).click();
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const card = (await kit.boundingBox())!;
    for (const line of await kit.locator(".line-actions").all()) {
      let end = 0;
      for (const part of await line.locator("> *").all()) {
        const { x, width: wide } = (await part.boundingBox())!;
        expect.soft(x, `at ${width} one lies over another`).toBeGreaterThanOrEqual(end - 0.5);
        end = x + wide;
      }
      expect.soft(end, `at ${width} it stands outside the card`).toBeLessThanOrEqual(card.x + card.width);
    }
  }
  await kit.getByRole("button", { name: "Change: keeps dates" }).click();
  await kit.getByLabel("What they did", { exact: true }).fill("When did you last see it coming?");
  await page.reload();
  await board.turnTo("Interviews");
  await expect(kit.getByLabel("What they did", { exact: true })).toHaveValue("When did you last see it coming?");
  await kit.getByRole("button", { name: "Save" }).click();
  await expect(kit).toContainText("When did you last see it coming?");
  await kit.getByText("Add a question").click();
  await kit.getByRole("button", { name: "Write your own" }).click();
  await kit.getByLabel("We look for somebody who").fill("asks first");
  await page.reload();
  await board.turnTo("Interviews");
  await expect(kit.getByLabel("We look for somebody who")).toHaveValue("asks first");
  await kit.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await board.turnTo("Interviews");
  await expect(kit.getByRole("heading", { name: "keeps dates" })).toBeVisible();
  await expect(kit.getByLabel("We look for somebody who")).toHaveCount(0);
});

test("more is chosen from the bank or written, eight at most, put in order, and copied to a like role", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    seed.role(leader, "Engineer");
    seed.role(leader, "Another engineer");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  const asked = kit.getByRole("list", { name: "What is asked, in this order" });
  await kit.getByText("Add a question").click();
  const bank = kit.getByRole("list", { name: "From the bank" });
  await bank.getByRole("button", { name: "keeps dates" }).click();
  await expect(asked.getByRole("heading", { level: 3 })).toHaveText(["keeps dates"]);
  await kit.getByRole("button", { name: "Write your own" }).click();
  await kit.getByRole("button", { name: "Save" }).click();
  await expect(kit).toContainText("is empty: write something first");
  await kit.getByLabel("We look for somebody who").fill("speaks plainly");
  await kit.getByLabel("What they did", { exact: true }).fill("When did plain words help?");
  await kit.getByRole("button", { name: "Save" }).click();
  await kit.getByRole("button", { name: "Ask earlier: speaks plainly" }).click();
  await expect(asked.getByRole("heading", { level: 3 })).toHaveText(["speaks plainly", "keeps dates"]);
  await expect(kit).toContainText("“speaks plainly” is looked for, but for no pain point.");
  await board.show();
  await board.openRole("Another engineer");
  await board.turnTo("Interviews");
  await kit.getByRole("button", { name: "Copy from Engineer" }).click();
  await expect(asked.getByRole("heading", { level: 3 })).toHaveText(["speaks plainly", "keeps dates"]);
});
