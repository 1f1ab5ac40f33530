import { begun } from "../support/board.ts";
import { DAY, date } from "../support/seed.ts";
import { expect, test } from "../support/server.ts";
import { randomUUID } from "node:crypto";

for (const [name, width, height] of [["desk", 1440, 900], ["phone", 390, 844]] as const) {
  test(`shots ${name}`, async ({ page, server }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    let role = ""; let others: string[] = [];
    const { seed } = await begun(page, server, (seed) => {
      seed.ago = 100 * DAY;
      const dana = seed.leader("Dana Whitfield");
      role = seed.role(dana, "Engineer", 100, "source");
      seed.judge(role, "Engineer", 100);
      const other = seed.role(dana, "Site Reliability Engineer", 30);
      seed.judge(other, "Site Reliability Engineer", 30);
      const marcus = seed.role(seed.leader("Marcus Obi"), "Analyst", 40);
      const details = { facts: { notice: 3 }, needed_by: date(-60), spec: { musts: [{ id: randomUUID(), what: "Scala" }] } };
      seed.tell({ do: "edit_brief", role, leader: dana, details });
      seed.tell({ do: "edit_brief", role: other, leader: dana, details: { needed_by: date(-400) } });
      seed.date(role, dana, 5, { notice: 1 });
      others = [role, other];
    });
    seed.ago = 3_600_000;
    { const [role, other] = others;
      seed.effort(role, "outreach", 1, { quantity: 23, replies: 5, result: "4 of 5: the pay is too low" });
      seed.effort(role, "screen", 1, { quantity: 3 });
      seed.effort(other, "market_map", 1, { quantity: 48, result: "Nights put off more than pay" });
      await seed.push();
    }
    await page.goto(`/role/${role}#told`);
    await expect(page.getByRole("img", { name: /at the desk/ })).toBeVisible();
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/sA/told-${name}.png`, fullPage: true });
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/sA/told-scrolled-${name}.png` });
    await page.goto("/board");
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/sA/board-${name}.png` });
    await page.goto("/today");
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/sA/today-${name}.png` });
    await page.goto("/review");
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/sA/review-${name}.png`, fullPage: true });
    await page.getByRole("link", { name: "Site" }).first().click({ timeout: 1000 }).catch(() => {});
  });
}
