// When a finalist meets the leader: asked, chosen, settled, called off; and what each page says of it.
import { randomUUID } from "node:crypto";
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { date, Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

/** So many days from now, as a field takes it. */
const comes = (days: number, hour: number) => {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, "0")}:00`;
};

test("the leader chooses one of three times; everybody sees of it what is theirs, until it is off", async ({ page, server, browser }) => {
  let [link, boss, team] = ["", "", ""];
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    [link, boss, team] = [seed.link(dana), seed.link(dana, "read"), seed.link(dana, "team_safe")];
    seed.shown(role, dana, "Sam Reed");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Ask for a time: Sam Reed").click();
  await page.getByLabel("Where, or by what?").fill("By video: https://meet.example.com/room");
  // Nobody's time is offered that nobody named.
  await board.button("Ask").click();
  await expect(page.getByRole("alert")).toContainText("Give at least one time that suits the candidate.");
  // The same time twice is said where it is typed, and nothing is lost.
  const [first, second, third] = [comes(2, 10), comes(3, 14), comes(4, 16)];
  await page.getByLabel("First time").fill(first);
  await page.getByLabel("Second time (optional)").fill(first);
  await page.getByLabel("Third time (optional)").fill(third);
  await board.button("Ask").click();
  await expect(page.getByRole("alert")).toContainText("is offered twice: choose another time for one of them");
  await page.getByLabel("Second time (optional)").fill(second);
  await board.button("Ask").click();
  const slots = page.getByRole("list", { name: "Interviews with Sam Reed" }).getByRole("listitem");
  await expect(slots).toContainText("Waits for Dana");
  await expect(slots).toContainText(/Offered: .* 10:00; .* 14:00; .* 16:00/);

  const portal = await opened(browser, link);
  await expect(portal.page.getByRole("heading", { level: 1 })).toContainText(/^One thing from you by .*: When do you meet Candidate A\?/);
  const asked = portal.page.getByRole("region", { name: /hen do you meet Candidate A/ });
  await expect(asked.getByRole("radio")).toHaveCount(4);
  await expect(asked).toContainText("Interview, 45 minutes, By video");
  // The card stays, but nobody is asked whether they want to meet whom they are asked when to meet.
  await expect(portal.page.getByRole("heading", { name: "Candidate A", exact: true })).toBeVisible();
  await expect(portal.page.getByText("Do you want to meet?")).toHaveCount(0);
  await asked.getByRole("radio").nth(1).check();
  const chosen = (await asked.locator("label").nth(1).textContent())?.trim() ?? "";
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked).toContainText(`You said, today: ${chosen}`);
  const next = portal.page.getByRole("region", { name: "Next interview" });
  await expect(next).toContainText("Candidate A, ");
  await expect(next).toContainText("14:00");
  await expect(next.getByRole("link", { name: "Open the link" })).toHaveAttribute("href", "https://meet.example.com/room");
  await expect(portal.page.getByRole("heading", { level: 1 })).toContainText(/^You meet Candidate A .* 14:00\./);
  await expect(slots).toContainText(`Dana chose ${chosen}`);
  await expect(slots).toContainText(`Tell Sam that it is ${chosen}.`);
  await board.button("Told: Sam Reed").click();
  await expect(slots).not.toContainText("Tell Sam");
  await expect(page.getByRole("tab", { name: /Interviews/ })).toContainText("next ");

  for (const narrower of [boss, team]) {
    const other = await opened(browser, narrower);
    await expect(other.page.getByRole("region", { name: "Next interview" })).toBeVisible();
    const all = await other.page.content();
    for (const words of ["Candidate A", "meet.example.com", "14:00", "45 minutes"]) expect(all).not.toContain(words);
  }

  // Moved, it is told to both; what she chose stands beside it no longer.
  await board.button("Move: Sam Reed").click();
  await page.getByLabel("When?").fill(comes(3, 17));
  await board.button("Save").click();
  await expect(slots).toContainText(/Tell Sam and Dana that it is .* 17:00, no longer .* 14:00\./);
  await expect(next).toContainText(/Moved: it was to be .* 14:00\./);
  await expect(portal.page.getByRole("heading", { level: 1 })).toContainText(/^You now meet Candidate A .* 17:00\./);
  await expect(portal.page.getByRole("main")).not.toContainText("You said, today");
  await board.button("Told: Sam Reed").click();

  await page.getByLabel("More about the interview: Sam Reed").click();
  await board.button("Call off: Sam Reed").click();
  await page.getByLabel("Why does it not take place?").selectOption("The candidate cannot make it");
  await board.button("Call off").click();
  await expect(board.notice).toContainText("Off: tell Dana that it does not take place.");
  await expect(next).toContainText("Off: Candidate A");
  await expect(portal.page.getByText("Do you want to meet?")).toHaveCount(0);
  await expect(next.getByRole("link", { name: "Take it off my calendar" })).toBeVisible();
  await expect(next).toContainText("The candidate cannot make it.");
  await page.keyboard.press("Control+z");
  await expect(next).not.toContainText("Off:");
});

test("without script a time is chosen, and that none fits needs a reason", async ({ browser, page, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.shown(role, dana, "Sam Reed");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Ask for a time: Sam Reed").click();
  await page.getByLabel("First time").fill(comes(2, 10));
  await page.getByLabel("Second time (optional)").fill(comes(3, 14));
  await board.button("Ask").click();
  await expect(board.sync).toContainText(/synced/i);
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(link);
  const asked = plain.getByRole("region", { name: /hen do you meet Candidate A/ });
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Choose one of these first.");
  await asked.getByLabel("None of these, because…").check();
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked).toContainText("It was not sent: the reason is empty");
  await asked.getByLabel("None of these, because…").check();
  await asked.getByLabel("Because", { exact: true }).fill("I am in Oslo");
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("You said, today: None of these, because: I am in Oslo");
  await page.goto("/today");
  await expect(page.getByRole("region", { name: /^Yours today/ })).toContainText("none of the times suits them: Candidate A, Engineer");
});

test("of two answers the first counts, also where the other was given without a connection", async ({ browser, page, server }) => {
  let [link, other] = ["", ""];
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    [link, other] = [seed.link(dana), seed.link(dana)];
    seed.shown(role, dana, "Sam Reed");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Ask for a time: Sam Reed").click();
  await page.getByLabel("First time").fill(comes(2, 10));
  await page.getByLabel("Second time (optional)").fill(comes(3, 14));
  await board.button("Ask").click();
  const [one, two] = [await opened(browser, link), await opened(browser, other)];
  const of = (portal: typeof one) => portal.page.getByRole("region", { name: /hen do you meet Candidate A/ });
  await one.write("Hello");
  await one.confirm("Dana Whitfield");
  await of(one).getByRole("radio").first().check();
  await one.page.context().setOffline(true);
  await of(one).getByRole("button", { name: "Send", exact: true }).click();
  await expect(of(one)).toContainText("No connection: kept on this device");
  await of(two).getByRole("radio").nth(1).check();
  await of(two).getByRole("button", { name: "Send", exact: true }).click();
  await of(two).getByRole("button", { name: "Yes, I am" }).click();
  await expect(of(two)).toContainText("You said, today:");
  await one.page.context().setOffline(false);
  await expect(of(one)).toContainText("Answered through another link, today:", { timeout: 40_000 });
  await expect(one.page.getByRole("main")).toContainText("this was answered already", { timeout: 40_000 });
});

test("who withdrew is said first, and who comes all the same; what was to be with them is off", async ({ browser, page, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.meets(seed.shown(role, dana, "Sam Reed"), dana, 4, 15);
    seed.meets(seed.shown(role, dana, "Mina Park"), dana, 5, 11);
  });
  const portal = await opened(browser, link);
  await expect(portal.page.getByRole("region", { name: "Next interviews: 2" })).toBeVisible();
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await page.getByLabel("More about Mina Park").click();
  await board.button("Withdrew: Mina Park").click();
  await expect(portal.page.getByRole("heading", { level: 1 })).toContainText(/^Candidate B has withdrawn\. Candidate A still comes \w+ 15:00\./);
  await expect(portal.page.getByRole("region", { name: /^Next interview/ })).toContainText("Off: Candidate B");
  // It was a slip: both stand again.
  await page.keyboard.press("Control+z");
  await expect(portal.page.getByRole("region", { name: "Next interviews: 2" })).not.toContainText("Off:");
});

test("one that took place is written down afterwards, and before one begins nobody hands in what they think of it", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    seed.meets(seed.shown(role, dana, "Sam Reed"), dana, 1, 15);
    seed.shown(role, dana, "Mina Park");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Ask for a time: Mina Park").click();
  await page.getByLabel("The time is settled, or it took place already").check();
  await page.getByLabel("When?").fill(comes(-1, 10));
  await expect(page.getByText("That has passed: it is noted as one that took place.")).toBeVisible();
  await board.button("Save").click();
  await expect(board.notice).toContainText("Noted: it took place.");
  await expect(page.getByRole("list", { name: "Interviews with Mina Park" })).toContainText("Took place");

  await board.button("Ask an interviewer: Sam Reed").click();
  await page.getByLabel("You", { exact: true }).check();
  await board.button("Ask").click();
  await board.button("Write your scorecard: Sam Reed").click();
  await expect(page.getByText(/^To be handed in once you have met: .* 15:00/)).toBeVisible();
  await expect(board.button("Hand it in")).toHaveCount(0);
});

test("a yes is said first, with what is likely and what was planned", async ({ browser, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader("Dana Whitfield");
  const role = seed.role(dana, "Engineer", 20, "interview");
  seed.date(role, dana, 60, { notice: 3 });
  const details = { name: "Sam Reed", yes_on: date(), shown: dana };
  seed.tell({ do: "add_hire", hire: randomUUID(), role, details });
  const [link, team] = [seed.link(dana), seed.link(dana, "team_safe")];
  await seed.push();
  const portal = await opened(browser, link);
  const said = portal.page.getByRole("heading", { level: 1 });
  await expect(said).toContainText("Sam Reed said yes today; the contract is not signed yet.");
  await expect(said).toContainText(/Likely start .*; you planned for .*\. This week: a two-line hello from you\./);
  const other = await opened(browser, team);
  const others = other.page.getByRole("heading", { level: 1 });
  await expect(others).toContainText("Somebody said yes today; until the contract is signed, that is not certain.");
  await expect(others).not.toContainText("hello");
});

test("an answer about a card that was given without a connection is sent once it is back, or comes back when it is too late", async ({ browser, page, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.shown(role, dana, "Sam Reed");
    seed.shown(role, dana, "Mina Park");
  });
  const portal = await opened(browser, link);
  await portal.write("Hello");
  await portal.confirm("Dana Whitfield");
  const card = (called: string) => portal.page.getByRole("region", { name: called });
  await portal.page.context().setOffline(true);
  for (const called of ["Candidate A", "Candidate B"]) {
    await card(called).getByLabel("Meet", { exact: true }).check();
    await card(called).getByLabel("Because", { exact: true }).fill(`about ${called}`);
    await card(called).getByRole("button", { name: "Send", exact: true }).click();
    await expect(card(called)).toContainText("No connection: kept on this device");
  }
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await page.getByLabel("More about Mina Park").click();
  await board.button("Withdrew: Mina Park").click();
  await expect(board.sync).toContainText(/synced/i);
  await portal.page.context().setOffline(false);
  await expect(card("Candidate A")).toContainText("You said, today: Meet: about Candidate A", { timeout: 40_000 });
  await expect(card("Candidate B").getByRole("heading")).toHaveText("Candidate B has withdrawn.");
  // Nothing that was written is lost.
  await expect(portal.note.getByLabel("Your reply")).toHaveValue(/about Candidate B/);
});
