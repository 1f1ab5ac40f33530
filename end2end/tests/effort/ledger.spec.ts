// What was done, week by week: by leader, by role, and nothing by person.
import { begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("what was done stands week by week, once for a leader and with each role", { tag: "@phone" }, async ({ page, server }) => {
  await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const [engineer, analyst] = [seed.role(dana, "Engineer", 30), seed.role(dana, "Analyst", 30)];
    seed.effort(engineer, "outreach", 8, { roles: [engineer, analyst], quantity: 23, replies: 5, minutes: 90, side: "sourcing", result: "pay is too low" });
    seed.effort(engineer, "intake", 8, { minutes: 30, side: "partnership" });
    seed.effort(engineer, "screen", 0, { quantity: 2, minutes: 60, side: "sourcing" });
  });
  await page.goto("/leaders");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  await page.getByRole("link", { name: "Week by week" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What was done" })).toBeVisible();
  const week = (name: string | RegExp) => page.locator("section.card", { has: page.getByRole("heading", { level: 2, name }) });
  await expect(week("This week").getByRole("listitem")).toHaveCount(1);
  await expect(week("This week")).toContainText("2 first talks.");
  const before = week(/^Week of/);
  await expect(before.getByRole("listitem")).toHaveCount(1);
  await expect(before).toContainText("23 people approached, 1 intake talk, 5 replied");
  await expect(before).toContainText("“pay is too low”");
  await expect(before).toContainText("30 min with the leader, 1 h 30 min looking");
  await page.getByLabel("Added up").selectOption("By role");
  await expect(before.getByRole("listitem")).toHaveCount(2);
  await expect(before.getByRole("listitem").first()).toContainText("Analyst");
  await expect(before.getByRole("listitem").first()).toContainText("23 people approached, 5 replied");
  await expect(page.getByText("Priya")).toHaveCount(0);
});
