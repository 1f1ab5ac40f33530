// A device that was lost: locked or wiped from another.
import { begun, signedInElsewhere } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

for (const [how, after] of [["Lock it", "Locked"], ["Wipe it", "Start with one role that is on your mind"]] as const) {
  test(`a lost device: ${how.toLowerCase()}`, async ({ page, browser, server }) => {
    const { seed } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
    await seed.end();
    const lost = await signedInElsewhere(browser, server);
    await page.goto("/settings");
    const devices = page.getByRole("region", { name: "Where you are signed in" });
    await expect(devices.getByRole("listitem")).toHaveCount(2);
    await expect(devices.getByRole("listitem").filter({ hasText: "this device" })).toHaveText(/signed in \w+ \d\d:\d\d, last seen now/);
    await expect(devices.getByRole("listitem").filter({ hasNotText: "this device" })).toHaveText(
      /signed in \w+ \d\d:\d\d, last seen \w+ \d\d:\d\d/,
    );
    await devices.getByRole("button", { name: /^End the session/ }).click();
    await devices.getByRole("button", { name: how }).click();
    await expect(devices.getByRole("listitem")).toHaveCount(1);
    await expect(lost.page.getByRole("heading", { name: after })).toBeVisible();
    if (how === "Wipe it") {
      await expect.poll(() => held(lost.page)).not.toContain("Engineer");
      await expect(lost.main).toContainText("This device was wiped on");
      await lost.page.reload();
      await expect(lost.main).toContainText("This device was wiped on");
      await lost.button("Understood").click();
      await lost.page.reload();
      await expect(lost.button("Add your first role")).toBeVisible();
      await expect(lost.main).not.toContainText("This device was wiped on");
    }
    await lost.close();
  });
}
