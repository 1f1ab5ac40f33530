// One's own calendar, by an address for the calendar program one has: read back by a parser that knows nothing of ours.
import ICAL from "ical.js";
import { begun, withoutAccount } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("a calendar is fetched by an address, names nobody unless asked to, and ends", async ({ page, server, request }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 10, "interview");
    seed.meets(seed.shown(role, dana, "Mina Okafor"), dana, 3, 15);
  });
  await board.synced();
  await page.goto(`${server.url}/settings`);
  const calendar = page.getByRole("region", { name: "Calendar" });
  const read = async () => {
    const url = await calendar.getByLabel(/^Add a calendar by this address/).inputValue();
    const answer = await request.get(url);
    expect(answer.status()).toBe(200);
    const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents("vevent");
    return { url, events: events.map((event) => new ICAL.Event(event)) };
  };
  await expect(calendar).toContainText("No address opens it.");
  await calendar.getByRole("button", { name: "Make the address" }).click();
  const first = await read();
  expect(first.events.map(({ summary }) => summary).sort()).toEqual(["Interview", "Update"]);
  const meeting = first.events.find(({ summary }) => summary === "Interview")!;
  expect(meeting.duration.toSeconds()).toBe(45 * 60);
  expect(first.events.find(({ summary }) => summary === "Update")!.startDate.isDate).toBe(true);

  await calendar.getByLabel(/^Name people/).check();
  await calendar.getByRole("button", { name: "Get a new address" }).click();
  await expect(calendar).toContainText("with names");
  const second = await read();
  expect(second.events.map(({ summary }) => summary).sort()).toEqual(["Interview: Candidate A, Dana Whitfield", "Update: Dana Whitfield"]);
  expect((await request.get(first.url)).status()).toBe(404);

  await calendar.getByRole("button", { name: "End it" }).click();
  await expect(calendar).toContainText("No address opens it.");
  expect((await request.get(second.url)).status()).toBe(404);
});

test("on one device alone there is no calendar to fetch, and the page says why", async ({ browser, server }) => {
  const board = await withoutAccount(browser, server, "Dana Whitfield", "Engineer");
  await board.room("Settings");
  const calendar = board.page.getByRole("region", { name: "Calendar" });
  await expect(calendar).toContainText("it needs an account");
  await expect(calendar.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(calendar.getByRole("button")).toHaveCount(0);
});
