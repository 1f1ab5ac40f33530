import { devices } from "@playwright/test";
import { Board } from "../support/board.ts";
import { Portal } from "../support/portal.ts";
import { expect, test } from "../support/server.ts";

const ROLE = "Senior Data Engineer, Leeds";
const LEADER = "Dana Whitfield";

test("from a first role without a network to a reply from the leader, and a link taken back", async ({
  page: first,
  context,
  browser,
  server,
}) => {
  const opened = new Board(first);
  await test.step("the board opens without an account, and is kept for offline", async () => {
    await opened.open();
    await opened.worksOffline();
  });

  await server.stop();
  await context.setOffline(true);

  await test.step("a role is added, moved through the stages, and worked on", async () => {
    await opened.addRole(ROLE, LEADER);
    await opened.show();
    for (const stage of ["Set expectations", "Source", "Interview"]) {
      await opened.moveTo(ROLE, stage);
      if (stage === "Source") await opened.dialog("Before anybody is sought").getByRole("button", { name: "It cannot wait" }).click();
      await expect(opened.column(stage).getByText(ROLE)).toBeVisible();
    }
    await opened.openRole(ROLE);
    await opened.logOne("Outreach");
    await expect(opened.efforts).toHaveCount(1);
    await opened.logOne("First talk");
    await expect(opened.efforts).toHaveCount(2);
    await opened.notice.getByRole("button", { name: "Undo" }).click();
    await expect(opened.efforts).toHaveText([/1 person approached/]);
    await expect(opened.sync).toHaveText("Saved on this device");
  });

  const board = await test.step("the page is closed and opened again, still without a network", async () => {
    await first.close();
    const board = new Board(await context.newPage());
    await board.open();
    await expect(board.column("Interview").getByText(ROLE)).toBeVisible();
    await expect(board.card(ROLE)).toContainText(LEADER);
    await expect(board.sync).toHaveText("Saved on this device");
    await board.openRole(ROLE);
    await expect(board.efforts).toHaveText([/1 person approached/]);
    return board;
  });

  const link = await test.step("the server is claimed, what was done comes along, and a link is made", async () => {
    await server.start();
    await context.setOffline(false);
    await board.claim(server.claimUrl);
    await board.openRole(ROLE);
    await expect(board.efforts).toHaveText([/1 person approached/]);
    return board.makeLink();
  });

  const theirs = await browser.newContext({ ...devices["Pixel 7"], viewport: { width: 390, height: 844 } });
  const dana = new Portal(await theirs.newPage());
  await test.step("the leader opens it, and effort arrives by itself", async () => {
    await dana.open(link);
    await expect(dana.page.locator("#p-head").getByText(ROLE)).toBeVisible();
    await dana.isLive();
    await expect(dana.feed).toHaveText([/Approached one person\./]);
    await board.logOne("First talk");
    await expect(dana.feed).toHaveText([/Approached one person\. First talk with one person\./]);
  });

  await test.step("the leader answers, once asked who they are, and the recruiter sees it", async () => {
    await dana.write("Thursday at ten suits me.");
    await dana.confirm(LEADER);
    await expect(dana.note.getByRole("listitem")).toContainText("Thursday at ten suits me.");
    const talk = board.page.getByRole("region", { name: `Updates for ${LEADER}` });
    await expect(talk.getByRole("listitem")).toContainText("Thursday at ten suits me.");
    await expect(talk.getByRole("listitem")).toContainText(LEADER);
  });

  await test.step("the link is taken back, and the open page closes", async () => {
    await board.button(`Revoke the link for ${LEADER}`).click();
    await expect(board.page.getByText("It cannot be opened again")).toBeVisible();
    await expect(board.button("Keep it")).toBeFocused();
    await board.button("Revoke it").click();
    await dana.isGone();
    await dana.page.reload();
    await dana.isGone();
  });
  await theirs.close();
});
