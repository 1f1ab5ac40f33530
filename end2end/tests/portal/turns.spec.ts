// Whose turn it is, on the leader's page: without script, and without a connection.
import { opened } from "../../support/portal.ts";
import { date, Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

test("without script a decision is made, something is asked, and an absence is told", async ({ browser, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader("Dana Whitfield");
  const role = seed.role(dana, "Engineer", 3);
  seed.ask(dana, role, "Who comes Thursday?", 2, { choices: ["C", "D"], otherwise: "the slot moves" });
  const link = seed.link(dana);
  await seed.push();
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(link);
  const asked = page.getByRole("region", { name: /^One thing from you by / });
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Write something first.");
  await asked.getByLabel("D", { exact: true }).check();
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("Are you Dana Whitfield?");
  // What was chosen came back with the question.
  await expect(asked.getByLabel("D", { exact: true })).toBeChecked();
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(page.getByRole("region", { name: "Who comes Thursday?" })).toContainText("You said, today: D");

  const ours = page.getByRole("region", { name: /^What you need from/ });
  await ours.getByText("Say when you are away").click();
  const form = ours.locator("form").nth(1);
  await form.getByLabel("First day").fill(date(-5));
  await form.getByLabel("Last day").fill(date(-2));
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form).toContainText(/it ends before it begins: choose .* or a later day as its last/);
  await expect(form.getByLabel("First day")).toHaveValue(date(-5));
  await form.getByLabel("Last day").fill(date(-8));
  await form.getByRole("button", { name: "Send" }).click();
  await expect(ours).toContainText(/You are away/);
});

test("what was chosen without a connection is kept, and sent once it is back", async ({ browser, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader("Dana Whitfield");
  seed.ask(dana, seed.role(dana, "Engineer", 3), "Who comes Thursday?", 2, { choices: ["C", "D"] });
  const link = seed.link(dana);
  await seed.push();
  const portal = await opened(browser, link);
  await portal.write("Hello");
  await portal.confirm("Dana Whitfield");
  const asked = portal.page.getByRole("region", { name: /Who comes Thursday\?$/ });
  await asked.getByLabel("C", { exact: true }).check();
  await portal.page.context().setOffline(true);
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("No connection: kept on this device");
  await portal.page.context().setOffline(false);
  await expect(asked).toContainText("You said, today: C", { timeout: 40_000 });
});
