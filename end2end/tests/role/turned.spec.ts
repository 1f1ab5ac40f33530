// A part of a role's page is turned to where it begins.
import { begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test.use({ viewport: { width: 1100, height: 700 } });

test("a tab that is turned to while one has scrolled begins below the head that stays", async ({ page, server }) => {
  const { board } = await begun(page, server);
  await board.addRole("Data Engineer", "Dana Whitfield");
  await board.turnTo("Interviews");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(200);
  await board.turnTo("Updates");
  const top = async (selector: string) => (await page.locator(selector).boundingBox())!.y;
  const bar = page.getByRole("tablist", { name: "The steps of this role" });
  await expect.poll(async () => {
    const head = (await bar.boundingBox())!;
    return (await top("#panel-updates")) >= head.y + head.height - 2;
  }).toBe(true);
});
