// Fill in my day: a calendar proposes efforts, a tap each.
import { begun } from "../../support/board.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

/** `20261127` */
const plain = (daysAgo: number) => date(daysAgo).replaceAll("-", "");

/** An event of the day before yesterday, unless it says more. */
function event(title: string, hour: number, more = "", daysAgo = 2) {
  const at = (hour: number) => `${plain(daysAgo)}T${String(hour).padStart(2, "0")}0000`;
  return `BEGIN:VEVENT\r\nUID:${title}-${hour}\r\nDTSTART:${at(hour)}\r\nDTEND:${at(hour + 1)}\r\nSUMMARY:${title}\r\n${more}END:VEVENT\r\n`;
}

test("a calendar is read on the device and proposes what was done; one tap logs, and its titles go nowhere", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Data Engineer", 20, "source");
    seed.role(seed.leader("Marcus Obi"), "Controller", 20, "source");
  });
  await board.log();
  await board.button("Fill in my day").click();
  const sheet = board.dialog("Fill in my day");
  const file = sheet.locator("input[type=file]");
  const give = (name: string, text: string) => file.setInputFiles({ name, mimeType: "text/calendar", buffer: Buffer.from(text) });
  await give("notes.txt", "nothing of this is a calendar");
  await expect(sheet).toContainText("This is neither a calendar nor a table");
  await give("empty.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
  await expect(sheet).toContainText("The calendar has no events");
  const events = [
    event("First talk: Kim for Data Engineer", 9),
    event("First talk: Ola for Data Engineer", 11),
    event("Lunch with Tom", 12),
    event("Intake with Marcus Obi", 15),
  ];
  await give("week.ics", `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join("")}END:VCALENDAR\r\n`);
  const lines = sheet.locator(".proposed > li");
  await expect(lines).toHaveCount(2);
  const talks = lines.filter({ hasText: "2 first talks" });
  await expect(talks.getByLabel("For which role").locator("option:checked")).toHaveText("Data Engineer");
  await talks.getByRole("button", { name: "Log 2 first talks" }).click();
  await expect(talks).toContainText("Logged");
  await talks.getByRole("button", { name: "Undo" }).click();
  await talks.getByRole("button", { name: "Log 2 first talks" }).click();
  await expect(talks).toContainText("Logged");
  await lines.filter({ hasText: "Marcus Obi" }).getByRole("button", { name: "Not this" }).click();
  await expect(lines).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.goto("/board");
  await board.openRole("Data Engineer");
  await expect(board.efforts).toHaveText([/2 first talks/]);
  await expect(board.efforts).not.toContainText(["Kim"]);
  // What was logged is not proposed as new.
  await board.log();
  await board.button("Fill in my day").click();
  await give("week.ics", `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join("")}END:VCALENDAR\r\n`);
  await expect(talks).toContainText("Already logged for that day: 2");
});
