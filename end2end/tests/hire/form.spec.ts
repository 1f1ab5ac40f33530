// The form by link: whoever was hired writes it alone, takes it back while nobody read it, and is read by the one whom they chose.
import { randomUUID } from "node:crypto";
import { begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { opened } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

const WORDS = "Nobody told me of the nights";

test("somebody who was hired answers by link, takes it back, sends it again and is read", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Data Engineer", 90, "interview");
    const hire = randomUUID();
    const details = { name: "Sam Reed", yes_on: date(40), starts_on: date(30) };
    seed.tell({ do: "add_hire", hire, role, details });
    seed.tell({ do: "agree_reader", hire, agreed_on: date(30) });
  });
  const tom = await colleague(browser, seed);
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  const toms = tom.page.getByRole("region", { name: "Offer, and after" });
  await expect(toms).toContainText("alone reads what Sam says, whether that is something or nothing");
  const before = await toms.innerText();

  await board.openRole("Data Engineer");
  await board.turnTo("After");
  const after = page.getByRole("region", { name: "Offer, and after" });
  const day = after.getByRole("listitem").filter({ hasText: "Day 30" });
  await day.getByRole("button", { name: "Send the form instead" }).click();
  await after.getByRole("button", { name: "Make their link" }).click();
  const link = await page.getByLabel(/^The address for Sam Reed/).inputValue();
  await after.getByRole("button", { name: "Close" }).click();
  await board.synced();

  const sam = (await opened(browser, link)).page;
  await expect(sam.getByRole("heading", { level: 1 })).toHaveText("Day 30: how does it go?");
  await expect(sam.getByRole("main")).toContainText("It is voluntary");
  for (const other of ["Dana", "Engineer"]) {
    await expect(sam.getByRole("main"), other).not.toContainText(other);
  }
  const told = sam.getByRole("region", { name: "“The job is what I was told”" });
  await told.getByRole("button", { name: "2", exact: true }).click();
  await told.getByRole("button", { name: "Yes, I am" }).click();
  await expect(told).toContainText("You say 2");
  const words = sam.getByRole("region", { name: "In your words" });
  await words.getByLabel("In your words").fill(WORDS);
  await words.getByRole("button", { name: "Save" }).click();
  const send = sam.getByRole("region", { name: /^Send it to/ });
  await expect(send).toContainText("The job is what I was told: 2");
  await expect(send).toContainText(WORDS);
  const read = day.getByRole("button", { name: "Sam answered: read it" });
  await expect(read).toHaveCount(0);
  await send.getByRole("button", { name: "Send it" }).click();

  const unread = sam.getByRole("region", { name: /has not read it yet/ });
  await expect(read).toBeVisible();
  await expect(day).not.toContainText(WORDS);
  await board.synced();
  expect(await held(page), "what may be taken back is on no device").not.toContain(WORDS);
  await unread.getByRole("button", { name: "Take it back" }).click();
  await expect(read).toHaveCount(0);
  await expect(day.getByRole("button", { name: "Talk with Sam" })).toBeVisible();
  expect(await held(page)).not.toContain(WORDS);

  await send.getByRole("button", { name: "Send it" }).click();
  await read.click();
  await expect(day).toContainText(`Sam wrote to you alone: The job is what I was told: 2. ${WORDS}`);
  await expect(day).toContainText("Call Sam this week: the job is not what they were told.");
  await expect(sam.getByRole("region", { name: /has read it/ })).toContainText("It stays as it is");

  // A colleague has seen no difference, on the page or on the device.
  expect(await toms.innerText()).toBe(before);
  expect(await held(tom.page)).not.toContain(WORDS);
});
