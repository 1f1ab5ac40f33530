// What is asked both ways, who is away, and who answers for them.
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

test("a decision is asked for, chosen on the leader's page, and seen on the board at once", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 1);
    link = seed.link(dana);
  });
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  const decisions = page.getByRole("region", { name: "Decisions" });
  await expect(decisions).toContainText("nothing waits");
  await board.button("Ask Dana Whitfield").click();
  await page.getByLabel("What is to be decided?").fill("Who comes Thursday?");
  await page.getByLabel("Choices, a line each (optional)").fill("Candidate C");
  await page.getByLabel("What happens without an answer? (optional)").fill("the slot moves to next week.");
  await page.getByLabel("By when?").fill(date(-6));
  await board.button("Save").click();
  // One choice is none: nothing of it is lost.
  await expect(decisions).toContainText("Give 2 to 5 choices.");
  await page.getByLabel("Choices, a line each (optional)").fill("Candidate C\nCandidate D");
  await board.button("Save").click();
  await expect(decisions).toContainText("1 open");
  await expect(decisions).toContainText("With Dana Whitfield");
  // Whoever goes on by keyboard goes on from there.
  await expect(decisions.locator(":focus")).toHaveCount(1);
  // It is taken back, and asked after all.
  await page.keyboard.press("Control+z");
  await expect(decisions).toContainText("nothing waits");
  await page.keyboard.press("Control+y");
  await expect(decisions).toContainText("1 open");

  const portal = await opened(browser, link);
  const asked = portal.page.getByRole("region", { name: /^One thing from you by .*: Who comes Thursday\?$/ });
  await expect(asked).toContainText("Without an answer: the slot moves to next week.");
  // It is the first thing below where things stand.
  expect(await portal.page.locator("main > [id^=p-]").nth(1).getAttribute("id")).toMatch(/^p-decision-/);

  await page.goto("/today");
  const line = page.getByRole("region", { name: "Waiting on others" }).getByRole("listitem");
  await expect(line).toContainText(": “Who comes Thursday?”");
  await page.getByRole("button", { name: "Remind Dana Whitfield" }).click();
  await board.button("Remind: Who comes Thursday?").click();
  await expect(page.getByLabel("A short update")).toHaveValue(/A kind reminder: Who comes Thursday\? Candidate C \/ Candidate D\./);

  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Choose one first, or write something.");
  // Other choices reach the page while it is open.
  await board.button("Change: Who comes Thursday?").click();
  await page.getByLabel("Choices, a line each (optional)").fill("Candidate C\nCandidate E");
  await board.button("Save").click();
  await asked.getByLabel("Candidate E").check();
  await expect(asked.getByLabel("Candidate D")).toHaveCount(0);
  await asked.getByLabel("Your answer").fill("not before ten");
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Are you Dana Whitfield?");
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  const decided = portal.page.getByRole("region", { name: "Who comes Thursday?" });
  await expect(decided).toContainText("You said, today: Candidate E. not before ten");
  await expect(decisions).toContainText("Dana Whitfield, today: Candidate E. not before ten");
  await expect(decisions).toContainText("nothing waits");
});

test("what the leader asks is ours to answer, and the answer stands on their page", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 1);
    link = seed.link(dana);
  });
  const portal = await opened(browser, link);
  const ours = portal.page.getByRole("region", { name: /^What you need from/ });
  await ours.getByText(/^Ask .* for something by a day$/).click();
  await ours.getByLabel("What you need").fill("The pay range, before finance meets");
  await ours.getByLabel(/^By when/).fill(date(1));
  await ours.getByRole("button", { name: "Send", exact: true }).first().click();
  await ours.getByRole("button", { name: "Yes, I am" }).click();
  await expect(ours).toContainText(/It was not sent: .* has passed: choose today or a later day/);
  await ours.getByLabel(/^By when/).fill(date(0));
  await ours.getByRole("button", { name: "Send", exact: true }).first().click();
  await expect(ours).toContainText(/answers today/);

  await page.goto("/today");
  await expect(page.getByRole("region", { name: /^Yours today/ })).toContainText("asked for by today: “The pay range, before finance meets”");
  await page.getByRole("button", { name: "Answer what Dana Whitfield asks" }).click();
  await board.button("Answer: The pay range, before finance meets").click();
  await page.getByLabel("Your answer, for them to read").fill("90 to 105.");
  await board.button("Save").click();
  await expect(ours).toContainText(/, today: 90 to 105\./);
  // A noted answer is taken back, on the page, too.
  await page.keyboard.press("Control+z");
  await expect(ours).not.toContainText("90 to 105.");
});

test("who is away says so and who answers; the deputy has a link of their own, and a decision is made once", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1);
    link = seed.link(dana);
    seed.ask(dana, role, "Who comes Thursday?", 0, { choices: ["C", "D"] });
  });
  const portal = await opened(browser, link);
  const ours = portal.page.getByRole("region", { name: /^What you need from/ });
  await ours.getByText("Say when you are away").click();
  const form = ours.locator("#reply-away, .own-away form");
  await form.getByLabel("First day").fill(date(0));
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form).toContainText("Choose the first day and the last first.");
  await form.getByLabel("Last day").fill(date(-9));
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByRole("button", { name: "Yes, I am" }).click();
  await expect(ours).toContainText(/You are away .* What is asked waits until then\./);
  // Nobody is late meanwhile.
  await page.goto("/today");
  await expect(page.getByRole("region", { name: "Waiting on others" })).toContainText(/away, back .*: “Who comes Thursday\?”/);
  await form.getByLabel("First day").fill(date(0));
  await form.getByLabel("Last day").fill(date(-9));
  await form.getByLabel(/^Who answers for you/).fill("Sam Reed");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(ours).toContainText("Sam Reed answers for you.");

  const waits = page.getByRole("region", { name: "Waiting on others" });
  await expect(waits).toContainText("Sam Reed answers meanwhile and has no link yet");
  await waits.getByRole("button", { name: "Make a link for Sam Reed, who answers for Dana Whitfield" }).click();
  await expect(page.locator(".role-head")).toContainText(/Away .*: Sam Reed answers/);
  await page.getByLabel(/^For Sam Reed, who answers while they are away/).check();
  await expect(page.getByLabel("For whom")).toHaveValue("Sam Reed");
  await expect(page.getByLabel("Last day (optional)")).toHaveValue(date(-9));
  await board.button("Make a link").click();
  const own = await page.getByLabel("The address for Sam Reed").inputValue();
  await board.synced();
  const sams = await opened(browser, own);
  await expect(sams.page.locator("#p-head")).toContainText("for Sam Reed, who answers for Dana Whitfield");
  await expect(sams.page.getByText("Change when you are away")).toHaveCount(0);
  // Dana began to answer: what she typed is not lost when Sam is quicker.
  const hers = portal.page.getByRole("region", { name: /Who comes Thursday\?$/ });
  await hers.getByLabel("Your answer").fill("D, if he can");
  const asked = sams.page.getByRole("region", { name: /Who comes Thursday\?$/ });
  await asked.getByLabel("C", { exact: true }).check();
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Are you Sam Reed?");
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked).toContainText("You said, today: C");
  await expect(hers).toContainText("Sam Reed, for you, today: C");
  await expect(portal.note.getByLabel("Your reply")).toHaveValue("D, if he can");
  await expect(page.getByRole("region", { name: "Decisions" })).toContainText("Sam Reed for Dana Whitfield, today: C");
  // Back early.
  await ours.getByRole("button", { name: "I am not away" }).click();
  await expect(ours).not.toContainText("Sam Reed answers for you.");
  await expect(page.locator(".role-head")).not.toContainText("Away");
  // From then on Sam's page shows what a team sees, and asks nothing.
  await expect(sams.page.locator("#p-head")).toContainText("on the days on which Dana Whitfield is away");
  await expect(asked).toHaveCount(0);
  await expect(sams.note).toHaveCount(0);
});

test("an answer is to the question that was read: one that changes meanwhile is read anew, with script and without", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1);
    link = seed.link(dana);
    seed.ask(dana, role, "Shall we hire Sam?", 1, { choices: ["Yes", "No"] });
  });
  const portal = await opened(browser, link);
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(link);
  const [live, still] = [portal.page, plain].map((at) => at.getByRole("region", { name: /Shall we .* Sam\?$/ }));
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  // An answer that was noted by mistake: the open page asks again.
  await board.button("Note the answer: Shall we hire Sam?").click();
  await page.getByRole("region", { name: "Decisions" }).getByLabel("No", { exact: true }).check();
  await board.button("Save").click();
  await expect(live).toContainText("noted what you said");
  await page.keyboard.press("Control+z");
  await live.getByLabel("Yes").check();
  await live.getByLabel("Your answer").fill("from May on");
  await board.button("Change: Shall we hire Sam?").click();
  await page.getByLabel("What is to be decided?").fill("Shall we reject Sam?");
  await board.button("Save").click();
  // What was chosen goes with the question, what was typed stays.
  await expect(live).toContainText("What is asked was changed meanwhile: read it again before you send.");
  await expect(live.getByLabel("Yes")).not.toBeChecked();
  await expect(live.getByLabel("Your answer")).toHaveValue("from May on");
  await still.getByLabel("Yes").check();
  await still.getByRole("button", { name: "Send", exact: true }).click();
  await still.getByRole("button", { name: "Yes, I am" }).click();
  await expect(still).toContainText("Shall we reject Sam?");
  await expect(still).toContainText("The question was changed meanwhile", { ignoreCase: true });
  const decisions = page.getByRole("region", { name: "Decisions" });
  await expect(decisions).toContainText("1 open");
  // Where it was answered meanwhile, the words come back into the box for anything.
  await live.getByLabel("No").check();
  await live.getByRole("button", { name: "Send", exact: true }).click();
  await live.getByRole("button", { name: "Yes, I am" }).click();
  await expect(decisions).toContainText("today: No. from May on");
  await still.getByLabel("Your answer").fill("We hire him.");
  await still.getByRole("button", { name: "Send", exact: true }).click();
  const note = plain.getByRole("region", { name: /^Write to/ });
  await expect(note.getByLabel("Your reply")).toHaveValue("Yes: We hire him.");
  await expect(note).toContainText("this was answered already");
  // Taking back how it was asked leaves what was answered.
  await page.keyboard.press("Control+z");
  await expect(board.notice).toContainText("answered already", { ignoreCase: true });
  await expect(decisions).toContainText("Shall we reject Sam?");
  await page.goto("/today");
  const news = page.getByRole("region", { name: "Answered on their pages" });
  await expect(news.getByRole("listitem")).toHaveText([/Dana Whitfield.*“Shall we reject Sam\? No\. from May on”, today/]);
  await news.getByRole("button", { name: "Seen" }).click();
  await expect(news).toHaveCount(0);
});
