import { begun } from "../support/board.ts";
import { opened } from "../support/portal.ts";
import { date } from "../support/seed.ts";
import { test } from "../support/server.ts";

test("shots", async ({ page, server, browser }) => {
  test.setTimeout(120_000);
  let link = "";
  let sam = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield", "Platform");
    const role = seed.role(dana, "Senior Data Engineer", 12, "source");
    const sre = seed.role(dana, "Site Reliability Engineer", 8, "source");
    seed.update(dana, role, "23 approached, 5 answered. Pay is the brake.");
    link = seed.link(dana);
    seed.ask(dana, role, "Who comes Thursday?", 1, { choices: ["Candidate C", "Candidate D", "Neither yet"], otherwise: "Thursday’s slot moves to 29 April." });
    seed.ask(dana, sre, "Is one night in six on call right?", 5);
    const jonas = seed.leader("Jonas Berg", "Firmware");
    seed.role(jonas, "Firmware Lead", 3);
    seed.ask(jonas, null, "Is 3 February fine for the start?", 2);
    seed.tell({ do: "edit_leader", leader: jonas, details: { name: "Jonas Berg", team: "Firmware", away: { from: date(1), until: date(-6) } } });
    seed.tell({ do: "edit_leader", leader: dana, details: { name: "Dana Whitfield", team: "Platform", away: { from: date(-1), until: date(-9), deputy: "Sam Reed" } } });
    sam = seed.link(dana, "respond", { deputy: true, label: "Sam Reed", expires_on: date(-9) });
  });
  const portal = await opened(browser, link);
  const ours = portal.page.locator("#p-ours");
  await ours.getByText(/^Ask .* for something/).click();
  await ours.getByLabel("What you need").fill("The pay range, before finance meets");
  await ours.getByRole("button", { name: "Send", exact: true }).first().click();
  await ours.getByRole("button", { name: "Yes, send it" }).click();
  await ours.getByText(/answers by/).waitFor();
  for (const [w, h, scheme] of [[390, 844, "light"], [390, 844, "dark"], [1440, 900, "light"]] as const) {
    await portal.page.setViewportSize({ width: w, height: h });
    await portal.page.emulateMedia({ colorScheme: scheme });
    await portal.page.screenshot({ path: `/tmp/shots/portal-${w}-${scheme}.png`, fullPage: true });
  }
  await ours.getByText("Change when you are away").click();
  await portal.page.setViewportSize({ width: 390, height: 844 });
  await ours.screenshot({ path: "/tmp/shots/ours-390.png" });
  const sams = await opened(browser, sam);
  await sams.page.setViewportSize({ width: 390, height: 844 });
  await sams.page.screenshot({ path: "/tmp/shots/sam-390.png" });
  for (const [w, h, scheme] of [[1440, 900, "light"], [390, 844, "dark"]] as const) {
    await page.setViewportSize({ width: w, height: h });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/today");
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/shots/today-${w}-${scheme}.png`, fullPage: true });
    await page.goto("/board");
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/shots/board-${w}-${scheme}.png` });
    await page.goto("/leaders");
    await page.getByRole("link", { name: "Dana Whitfield" }).click();
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/shots/leader-${w}-${scheme}.png`, fullPage: true });
    await board.button("Ask Dana Whitfield").click();
    await page.waitForTimeout(300);
    await page.locator(".decisions").screenshot({ path: `/tmp/shots/asking-${w}-${scheme}.png` });
    await board.button("Cancel").click();
    await board.button("Answer: The pay range, before finance meets").click();
    await page.waitForTimeout(300);
    await page.locator(".decisions").screenshot({ path: `/tmp/shots/answering-${w}-${scheme}.png` });
  }
});
