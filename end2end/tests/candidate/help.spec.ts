// Help with an interview: offered three days before, taken in a tap, planned with who speaks when; in the leader's calendar, and in the room.
import ICAL from "ical.js";
import { begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

test("a leader who would rather not be alone is offered help, and has it in the room", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.meets(seed.shown(role, dana, "Sam Reed"), dana, 2, 15);
  });
  await page.goto("/today");
  await expect(page.getByRole("region", { name: /^Yours today/ })).toContainText("offer help: they meet Candidate A");
  await board.show();
  await board.openRole("Engineer");
  await board.writesDown("Reports arrive two days late");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByRole("button", { name: "Make the questions" }).click();
  await kit.getByRole("button", { name: "Keep 1 question", exact: true }).click();
  await kit.getByRole("button", { name: "Share with Dana Whitfield as a prep card" }).click();
  await board.button("Offer help: Sam Reed").click();
  await board.synced();

  const portal = await opened(browser, link);
  const dana = portal.page;
  const help = dana.getByRole("region", { name: /^What would help|^What helps/ });
  await test.step("one tap, and the board knows", async () => {
    await help.getByRole("button", { name: "Sit in with me" }).click();
    await help.getByRole("button", { name: "Yes, I am" }).click();
    await expect(help).toContainText("You said, today: Sit in with me");
    const slots = page.getByRole("list", { name: "Interviews with Sam Reed" }).getByRole("listitem");
    await expect(slots).toContainText("Dana: Sit in with me. The candidate does not know yet");
    await board.button("Plan the sit-in: Sam Reed").click();
    await page.getByLabel("Who speaks when? The leader reads it.").fill("Dana asks, Priya takes the notes.");
    await page.getByLabel("The candidate knows who will be there").check();
    await board.button("Save").click();
    await expect(help).toContainText("Who speaks when: Dana asks, Priya takes the notes.");
    await expect(help).toContainText("and Candidate A knows it");
  });

  await test.step("a calendar finds it again after it was moved", async () => {
    const path = await dana.getByRole("link", { name: "To my calendar" }).getAttribute("href");
    const read = async () => {
      const answer = await dana.request.get(new URL(path!, dana.url()).href);
      expect(answer.headers()["content-type"]).toContain("text/calendar");
      const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
      return new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    };
    const before = await read();
    expect(before.summary).toBe("Interview: Candidate A, Engineer");
    expect(before.duration.toSeconds()).toBe(45 * 60);
    expect(before.startDate.toJSDate().getTime() % 3_600_000).toBe(0);
    await board.button("Move: Sam Reed").click();
    const time = page.getByLabel("When?");
    await time.fill(`${(await time.inputValue()).slice(0, 10)}T16:30`);
    await page.locator("form.amend").getByRole("button", { name: "Save" }).click();
    await expect(dana.getByRole("region", { name: "Next interview" })).toContainText("16:30");
    const after = await read();
    expect([after.uid, after.sequence > before.sequence]).toEqual([before.uid, true]);
    expect(after.startDate.toJSDate().getTime() - before.startDate.toJSDate().getTime()).toBe(90 * 60_000);
    const stranger = await (await browser.newContext()).request.get(new URL(path!, dana.url()).href);
    expect(stranger.status()).toBe(404);
  });

  await test.step("in the room a question fills the screen, notes stay on the device, and no network is needed", async () => {
    await dana.context().setOffline(true);
    await dana.getByRole("link", { name: /^In the room with Candidate A/ }).click();
    const room = dana.locator(".room:target");
    await room.getByLabel("2", { exact: true }).check();
    await room.getByRole("link", { name: "Next →" }).click();
    await expect(room).toContainText("Question 1 of 1");
    await room.getByLabel("Your notes, on this device only").fill("Named the day, told us twice");
    await room.getByRole("link", { name: "Next →" }).click();
    await room.getByLabel("4", { exact: true }).check();
    await room.getByRole("button", { name: "Put it into a note to your recruiter" }).click();
    await expect(portal.note.getByLabel("Your reply")).toHaveValue("After the interview I felt confident: 4/5.");
    await dana.reload();
    await dana.getByRole("link", { name: /^In the room with Candidate A/ }).click();
    await expect(room.getByLabel("2", { exact: true })).toBeChecked();
    await room.getByRole("link", { name: "Next →" }).click();
    await expect(room.getByLabel("Your notes, on this device only")).toHaveValue("Named the day, told us twice");
    await dana.context().setOffline(false);
    const other = await opened(browser, link);
    await other.page.getByRole("link", { name: /^In the room with Candidate A/ }).click();
    await expect(other.page.locator(".room:target").getByLabel("2", { exact: true }), "hers alone").not.toBeChecked();
  });
});

test("what a leader wants beforehand is done and noted, and what two say after a sit-in stays between them", async ({ page, server, browser }) => {
  const DAY = 86_400_000;
  let link = "";
  const { board, seed } = await begun(page, server, (seed) => {
    seed.ago = 3 * DAY;
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 10, "interview");
    link = seed.link(dana);
    const slot = seed.meets(seed.shown(role, dana, "Sam Reed"), dana, 2, 15);
    seed.tell({ do: "note_help", interview: slot, way: "practise" });
    const met = seed.meets(seed.shown(role, dana, "Mina Okafor"), dana, -1, 15);
    seed.tell({ do: "note_help", interview: met, way: "sit_in" });
  });
  await page.goto("/today");
  const today = page.getByRole("region", { name: /^Yours today/ });
  await expect(today).toContainText("practise ten minutes with them: they meet Candidate A");
  await board.show();
  await board.openRole("Engineer");
  await board.turnTo("Pains");
  await board.writesDown("Reports arrive two days late");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByRole("button", { name: "Make the questions" }).click();
  await kit.getByRole("button", { name: "Keep 1 question", exact: true }).click();

  await board.button("Practise: Sam Reed").click();
  await expect(page.locator("form.amend", { hasText: "You play the candidate" })).toContainText("Answer as somebody weak would");
  await board.button("We practised").click();
  const slots = page.getByRole("list", { name: "Interviews with Sam Reed" });
  await expect(slots).toContainText("Practise ten minutes, as noted. Done");

  const met = page.getByRole("list", { name: "Interviews with Mina Okafor" });
  await board.button("It took place: Mina Okafor").click();
  await board.button("Five minutes after: Mina Okafor").click();
  await page.getByLabel("One thing that went well").fill("between-two: you let her finish");
  await page.getByLabel("One thing to try").fill("Ask what she did herself");
  await board.button("Save").click();
  await expect(met).toContainText("Went well: between-two: you let her finish");
  await board.synced();
  const dana = (await opened(browser, link)).page;
  await expect(dana.getByRole("region", { name: /^After your interview/ })).toContainText("To try: Ask what she did herself");
  await expect(dana.getByRole("main")).toContainText("and you have practised");
  const tom = await colleague(browser, seed);
  await tom.show();
  await tom.openRole("Engineer");
  await tom.turnTo("Interviews");
  await expect(tom.page.getByRole("list", { name: "Interviews with Mina Okafor" })).toContainText("Took place");
  expect(await held(tom.page), "no colleague's device has it").not.toContain("between-two");
});
