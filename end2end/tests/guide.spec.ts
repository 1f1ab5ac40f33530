// The guide from its first sentence to day 90: six steps, one role, and the four who take part, each on a device of their own.
import type { Locator, Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { Days } from "../support/days.ts";
import { Portal } from "../support/portal.ts";
import { DAY, date, Seed } from "../support/seed.ts";
import { expect, test } from "../support/server.ts";

const LEADER = "Dana Whitfield";
const ROLE = "Data Engineer";
const PAIN = "We are drowning in work";
const ROOT = "Others pay more";
const MUST = "Ran night pipelines";

/** Days before today at which something happens. */
const CORRIDOR = 125;
const TALKS = 100;
const BEGINS = 90;

const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString();

test("from “drowning in work” to day 90, in six steps, with recruiter, leader, interviewer and hire", async ({ browser }) => {
  test.setTimeout(180_000);
  const days = await Days.begin(browser, at(CORRIDOR));
  try {
    const seed = await Seed.claim(days.server);
    seed.ago = CORRIDOR * DAY + 5 * 60_000;
    seed.leader(LEADER);
    const others = ["Marcus Obi", "Jonas Weber"].map((name) => seed.leader(name));
    for (let one = 1; one < 6; one += 1) {
      const leader = others[one % 2];
      seed.behind(seed.role(leader, `Analyst ${one}`, CORRIDOR), leader, "compensation", ROOT, date(CORRIDOR));
    }
    const page = await days.device();
    const board = new Board(page);
    await board.begin(seed);

    const hers = new Portal(await days.device({ viewport: { width: 390, height: 844 } }));
    const phone = hers.page;
    /** Whoever is asked for the first time on a device says who they are. */
    let isKnown = false;
    const sends = async (asked: Locator) => {
      await asked.getByRole("button", { name: "Send", exact: true }).click();
      if (!isKnown) await asked.getByRole("button", { name: "Yes, I am" }).click();
      isKnown = true;
    };
    const turn = async (daysAgo: number) => {
      await days.turn(at(daysAgo));
      await page.reload();
      await board.synced();
      await phone.reload();
    };

    await test.step("1: the sentence in the corridor, what is behind it, and what is asked for because of it", async () => {
      await board.addRole(ROLE, LEADER);
      await board.writesDown(PAIN, "Two people left", ROOT);
      const pain = board.pain(PAIN);
      await pain.getByRole("button", { name: `Change: ${PAIN}` }).click();
      await pain.getByLabel("How much, from 0 to 10").fill("8");
      await pain.getByRole("button", { name: "Save", exact: true }).click();
      await pain.getByRole("button", { name: `Change: ${ROOT}` }).click();
      await pain.getByLabel("What kind of cause is it?").selectOption({ label: "Pay" });
      await pain.getByRole("button", { name: "Save", exact: true }).click();
      await board.asksFor(MUST, PAIN);
      await board.shares(PAIN);
      await hers.open(await board.makeLink());
      await expect(phone.getByRole("region", { name: "What hurts, as we understood it" })).toContainText(`${PAIN} 8 of 10`);
    });

    await test.step("2: a date that can be kept", async () => {
      await board.tellsDate();
      await expect(page.getByRole("tab", { name: /^Told/ })).toContainText("told");
    });

    await test.step("3: what was done is told, also while nobody was found", async () => {
      await turn(CORRIDOR - 7);
      await board.turnTo("Updates");
      await board.logOne("Outreach");
      await page.getByLabel("A short update").fill("One approached; nobody yet. We go on.");
      await board.writeIt.click();
      const update = phone.locator("section.update").first();
      await expect(update).toContainText("One approached; nobody yet.");
      await update.getByRole("button", { name: "Thanks" }).click();
      await update.getByRole("button", { name: "Yes, I am" }).click();
      isKnown = true;
      await expect(update).toContainText("You said thanks");
    });

    await test.step("5: what is behind this role is behind others, and is taken on", async () => {
      await board.room("Problems");
      const proposed = page.getByRole("article", { name: "Pay" });
      await expect(proposed).toContainText("Seen in 6 of 6 roles.");
      await proposed.getByRole("button", { name: "Make it a problem" }).click();
      await expect(page.getByRole("region", { name: "Open" })).toContainText("Nobody owns it yet");
    });

    let gil: Page;
    await test.step("4: Dana wants to meet Sam, chooses when, and Gil is asked to judge", async () => {
      await turn(TALKS);
      await board.show();
      await board.openRole(ROLE);
      await board.turnTo("Interviews");
      await board.button("Make the questions").click();
      await board.button("Keep 1 question").click();
      const finalists = page.getByRole("region", { name: "Finalists" });
      await board.button("Add a finalist").click();
      await finalists.getByLabel("Name, or what you call them").fill("Sam Reed");
      await finalists.getByLabel("Five lines at most, without the name").fill("Six years of data platforms");
      await finalists.getByLabel(`What speaks for “${MUST}”?`).fill("Four years on call");
      await board.button("Save").click();
      await board.button("Show Dana: Sam Reed").click();
      const asked = phone.getByRole("region", { name: "Candidate A" });
      await asked.getByLabel("Meet", { exact: true }).check();
      await sends(asked);
      await expect(asked).toContainText("Meet");
      await board.button("Ask for a time: Sam Reed").click();
      await page.getByLabel("First time").fill(`${date(TALKS - 3)}T10:00`);
      await board.button("Ask").click();
      const when = phone.getByRole("region", { name: /hen do you meet Candidate A/ });
      await when.getByRole("radio").first().check();
      await sends(when);
      await expect(phone.getByRole("region", { name: "Next interview" })).toContainText("10:00");
      await board.button("Told: Sam Reed").click();

      await board.button("Ask an interviewer: Sam Reed").click();
      await page.getByLabel("Somebody without an account, by a link of their own").check();
      await page.getByLabel("Their name").fill("Gil Moss");
      await board.button("Ask").click();
      await board.button("Make their link").click();
      const link = await page.getByLabel(/^The address for Gil Moss/).inputValue();
      await board.button("Close").click();
      await board.synced();
      gil = await days.device();
      await gil.goto(link);
      await expect(gil.getByRole("heading", { level: 1 })).toContainText("You meet Sam Reed");
    });

    await test.step("4: after they met, Gil hands in what he heard, and it is decided", async () => {
      await turn(TALKS - 4);
      await gil.reload();
      const card = gil.locator("section.card").filter({ has: gil.getByLabel("What you heard or saw") });
      await card.getByLabel("What you heard or saw").fill("Rang both teams first");
      await card.getByLabel(/^4/).check();
      await card.getByRole("button", { name: "Save" }).click();
      await card.getByRole("button", { name: "Yes, I am" }).click();
      await expect(card).toContainText("You wrote");
      await gil.getByRole("button", { name: "Hand it in" }).click();
      await expect(gil.getByRole("main")).toContainText("You have handed in your scorecard");
      await expect(page.getByRole("list", { name: "Who judges Sam Reed" })).toContainText("Gil Moss handed in");
      await board.button("Note what was decided").click();
      await page.getByLabel("What was decided?").selectOption({ label: "Goes on" });
      await page.locator("form.amend").getByRole("button", { name: "Save" }).click();
      await expect(page.locator(".debrief")).toContainText("Decided: Goes on");
    });

    const after = page.getByRole("region", { name: "Offer, and after" });
    await test.step("6: Sam says yes, begins, and chooses who reads how it goes", async () => {
      await board.turnTo("After");
      await board.button("Note an offer to Sam Reed").click();
      await after.getByLabel("They knew the pay range before the interview").check();
      await board.button("Offer made: answer in a week: Sam Reed").click();
      await board.button("Said yes: Sam Reed").click();
      await board.button("Contract signed: Sam Reed").click();
      await board.button("Change: Sam Reed").click();
      await after.getByLabel("First day", { exact: true }).fill(date(BEGINS));
      await after.getByRole("button", { name: "Save", exact: true }).click();
      await board.button("Show Dana: Sam Reed").click();
      await expect(phone.getByRole("region", { name: /^Sam Reed starts/ })).toContainText("Sam Reed starts");
      await turn(BEGINS - 7);
      await board.button("Sam agreed that I read it").click();
    });

    const about = (day: number) => phone.getByRole("region", { name: `Sam Reed, day ${day} with you` });
    await test.step("6: at day 30 Sam writes to Priya alone, and Dana says what still hurts", async () => {
      await turn(BEGINS - 30);
      const day = after.getByRole("listitem").filter({ hasText: "Day 30" });
      await day.getByRole("button", { name: "Send the form instead" }).click();
      await after.getByRole("button", { name: "Make their link" }).click();
      const link = await page.getByLabel(/^The address for Sam Reed/).inputValue();
      await after.getByRole("button", { name: "Close" }).click();
      await board.synced();
      const sam = await days.device({ viewport: { width: 390, height: 844 } });
      await sam.goto(link);
      await sam.getByRole("group", { name: "The job is what I was told" }).getByRole("radio", { name: "4" }).check();
      await sam.getByRole("button", { name: "Send it" }).click();
      await sam.getByRole("button", { name: "Yes, I am" }).click();
      await day.getByRole("button", { name: "Sam answered: read it" }).click();
      await expect(day).toContainText("The job is what I was told: 4 of 5");
      await expect(about(30)).toContainText(`“${PAIN}” hurt 8 of 10. And today?`);
      await expect(about(30)).not.toContainText("The job is what I was told");
      await about(30).getByRole("radio", { name: "5", exact: true }).check();
      await sends(about(30));
      await expect(about(30)).toContainText("8 of 10 before; 5 at day 30");
    });

    await test.step("6: at day 90 it hurts less", async () => {
      await days.turn(at(BEGINS - 90));
      // By then one signs in again.
      await board.signIn();
      await board.entered();
      await board.openRole(ROLE);
      await board.turnTo("After");
      await phone.reload();
      await about(90).getByRole("radio", { name: "3", exact: true }).check();
      await sends(about(90));
      await expect(about(90)).toContainText("8 of 10 before; 5 at day 30, 3 at day 90");
    });

    await test.step("from the score at day 90 back to the sentence, and forth again, on the board and on Dana's page", async () => {
      await after.getByRole("link", { name: `“${PAIN}”: 8 before, 3 now` }).click();
      await expect(board.pain(PAIN).locator("summary").first()).toBeFocused();
      const came = board.pain(PAIN).getByRole("list", { name: "What came of it" });
      await came.getByRole("link", { name: "Sam Reed" }).click();
      await page.getByRole("region", { name: "Finalists" }).getByRole("link", { name: MUST }).click();
      await expect(page.getByRole("tab", { name: /^Pains/ })).toHaveAttribute("aria-selected", "true");
      await board.brief.getByRole("link", { name: PAIN }).click();
      await expect(board.pain(PAIN).locator("summary").first()).toBeFocused();
      await came.getByRole("link", { name: "8 of 10 before, 5 at day 30, 3 at day 90" }).click();
      await expect(after.getByRole("listitem").filter({ hasText: "Day 90" })).toBeFocused();

      await about(90).getByRole("link", { name: PAIN }).click();
      const pain = phone.locator("[id^=p-pain-]:target");
      await expect(pain).toContainText(`${PAIN} 8 of 10`);
      await pain.getByRole("link", { name: "Sam Reed: 3 of 10 at day 90" }).click();
      await expect(phone.locator("section.after:target")).toBeInViewport();
    });
  } finally {
    await days.dispose();
  }
});
