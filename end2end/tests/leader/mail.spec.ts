// Updates by e-mail: sent by the server, and what became of each is seen where it was written.
import { begun } from "../../support/board.ts";
import { expect, test } from "../../support/mail.ts";
import { test as without } from "../../support/server.ts";

test("an update goes out by e-mail and counts once it was taken; what is refused is said, on Today too, and put right", async ({ page, server, mail }) => {
  mail.refuses = "550 5.1.1 no such mailbox";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 20);
    seed.tell({ do: "edit_leader", leader: dana, details: { name: "Dana Whitfield", team: "", email: "dana@example.com" } });
  });
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  const by_mail = page.getByLabel("Send it by e-mail to dana@example.com");
  await expect(by_mail).toBeChecked();
  await page.getByLabel("A short update").fill("19 approached, 4 first talks.");
  await page.getByRole("button", { name: "Send it", exact: true }).click();
  const talk = page.locator(".talk");
  await expect(talk).toContainText("Not sent");
  await expect(talk).toContainText("The mail server does not take it: check the address. It said: 550 5.1.1 no such mailbox");
  await page.goto("/today");
  await expect(page.getByText("an e-mail did not go through: look why")).toBeVisible();
  await page.getByRole("button", { name: /^Look after Dana/ }).first().click();
  await expect(page.getByRole("button", { name: "Send it again" })).toBeFocused();

  mail.refuses = undefined;
  await board.button("Change it").click();
  const address = page.getByLabel("E-mail address (optional)");
  await address.fill("dana at example");
  await board.button("Save").click();
  await expect(page.getByText(/an e-mail address has one @/)).toBeVisible();
  await address.fill("dana.whitfield@example.com");
  await board.button("Save").click();
  await board.button("Send it again").click();
  await expect(talk.getByText(/Not sent|Not told yet/)).toHaveCount(0);
  await expect(talk).toContainText("by e-mail");
  expect(mail.texts).toHaveLength(1);
  expect(mail.texts[0]).toContain("To: \"Dana Whitfield\" <dana.whitfield@example.com>");
  expect(mail.texts[0]).toContain("19 approached, 4 first talks.");

  await page.goto("/settings");
  await expect(page.getByText("Updates go out from updates@fulcrum.example, with your name.")).toBeVisible();
  await board.button("Send me a test").click();
  await expect(page.getByText(/^Sent to .*: look whether it arrived\./)).toBeVisible();
  expect(mail.texts[1]).toContain("A test from Fulcrum");
  // Offline it waits, and says so.
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  await page.context().setOffline(true);
  await page.getByLabel("A short update").fill("Two more.");
  await page.getByRole("button", { name: "Send it", exact: true }).click();
  await expect(talk).toContainText("Waits on this device, to be sent to dana.whitfield@example.com.");
  expect(mail.texts).toHaveLength(2);
  await page.context().setOffline(false);
  await expect.poll(() => mail.texts.length, { timeout: 20_000 }).toBe(3);
});

without("where the server sends no e-mail that is said, and nothing offers it", async ({ page, server }) => {
  await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 20);
    seed.tell({ do: "edit_leader", leader: dana, details: { name: "Dana Whitfield", team: "", email: "dana@example.com" } });
  });
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  await expect(page.getByLabel("A short update")).toBeVisible();
  await expect(page.getByLabel(/^Send it by e-mail/)).toHaveCount(0);
  await page.goto("/settings");
  await expect(page.getByText(/^This server sends no e-mail\. Updates go to pages/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me a test" })).toHaveCount(0);
});
