// The recruiter's board, as a person finds its parts: by role and label.
import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import type { Server } from "./process.mjs";
import { OWNER } from "./owner.ts";
import { Seed } from "./seed.ts";

export const STAGES = ["Understand", "Set expectations", "Source", "Interview", "Offer", "Follow up"] as const;

export class Board {
  readonly main: Locator;
  readonly sync: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole("main");
    const states = /saved|saving|synced|waiting|refused|tab only|opening|reload/i;
    this.sync = page.getByRole("banner").getByRole("button", { name: states });
    this.notice = page.getByRole("status").filter({ has: page.getByRole("button", { name: "Dismiss" }) });
  }

  async open() {
    await this.page.goto("/board");
    await expect(this.page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  }

  /** Back to the board's columns from any of its pages. */
  async show() {
    await this.page.getByRole("navigation").getByRole("link", { name: "Board" }).click();
    await expect(this.page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  }

  column(stage: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${stage}`) });
  }

  card(title: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name: title, exact: true }) });
  }

  /** The titles in a column, from the top. */
  titles(stage: string): Locator {
    return this.column(stage).getByRole("heading", { level: 3 });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** What ends writing to a leader: with a page it stands there, without one the words are copied. */
  get writeIt(): Locator {
    return this.button(/^(Put it on their page|Copy and note it)$/);
  }

  async startRole() {
    await this.button("New need").click();
    return this.dialog("New need");
  }

  /** Adds a role on the board; its page is open afterwards. */
  async addRole(title: string, leader: string) {
    const sheet = await this.startRole();
    await sheet.getByLabel("What is it called?").fill(title);
    await sheet.getByLabel("Who needs it?").fill(leader);
    await sheet.getByRole("button", { name: "Save the need" }).click();
    await expect(this.page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  }

  /** Adds several, and shows the board. */
  async addRoles(leader: string, ...titles: string[]) {
    for (const title of titles) {
      await this.addRole(title, leader);
      await this.show();
    }
  }

  async openRole(title: string) {
    await this.page.getByRole("link", { name: title, exact: true }).click();
    await expect(this.page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  }

  moves(title: string): Locator {
    return this.page.getByRole("button", { name: `Move ${title} to another stage` });
  }

  /** What a card has no room for. */
  cardMore(title: string): Locator {
    return this.card(title).locator(".card-more");
  }

  async moveTo(title: string, where: string) {
    // On a card it shows once it has the focus.
    await this.moves(title).press("Enter");
    await this.page.getByRole("dialog", { name: "Move to" }).getByRole("button", { name: where, exact: true }).click();
  }

  /** Writes down that a date was told, on a role's page. */
  async tellsDate() {
    await this.page.getByRole("tab", { name: "Told" }).click();
    const right = this.button("That is right");
    if (await right.isVisible()) await right.click();
    await this.button("It was told").click();
    await expect(this.page.getByRole("region", { name: "What was told" })).toBeVisible();
  }

  /** What hurts, on a role's page. */
  get pains(): Locator {
    return this.page.getByRole("region", { name: "What hurts" });
  }

  /** Writes down what hurts, and each why under the one before. */
  async writesDown(what: string, ...whys: string[]) {
    const form = this.pains.locator("details").filter({ has: this.page.getByLabel("What hurts most?") });
    if (!(await form.getByLabel("What hurts most?").isVisible())) await form.locator("summary").click();
    await form.getByLabel("What hurts most?").fill(what);
    await form.getByRole("button", { name: "Write it down" }).click();
    const pain = this.pain(what);
    for (const [at, why] of whys.entries()) {
      const asks = at === 0 ? "Why is that?" : `Why is that: ${whys[at - 1]}`;
      await pain.getByRole("button", { name: asks }).click();
      await pain.getByLabel("Why is that?").fill(why);
      await pain.getByRole("button", { name: "Write it down" }).click();
      await expect(pain.getByText(why, { exact: true })).toBeVisible();
    }
  }

  /** A pain point on a role's page. */
  pain(what: string): Locator {
    return this.pains.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name: what }) });
  }

  /** What is asked for, on a role's page. */
  get brief(): Locator {
    return this.page.getByRole("region", { name: "The brief" });
  }

  /** Writes down what somebody must bring, for a pain. */
  async asksFor(must: string, pain: string) {
    await this.brief.getByLabel("A must-have").fill(must);
    await this.brief.getByRole("group", { name: "For which pain?" }).getByRole("button", { name: pain }).click();
    await expect(this.brief.getByText(must, { exact: true })).toBeVisible();
  }

  /** Shows a pain point to its leader. */
  async shares(what: string) {
    const who = this.pain(what).getByRole("group", { name: "Who sees this pain" });
    await who.getByRole("button", { name: "The leader" }).click();
    await expect(who.getByRole("button", { name: "The leader", pressed: true })).toBeVisible();
  }

  /** Shows an answer that is behind a pain point to its leader. */
  async sharesWhy(answer: string) {
    await this.button(`Who sees: ${answer}`).click();
    const who = this.pains.getByRole("group", { name: "Who sees this", exact: true });
    await who.getByRole("button", { name: "The leader" }).click();
    await expect(who.getByRole("button", { name: "The leader", pressed: true })).toBeVisible();
    await this.button(`Who sees: ${answer}`).click();
    await expect(who).toHaveCount(0);
  }

  /** Chooses what stands behind the three dots of a role's or a leader's page. */
  async more(what: string) {
    await this.main.locator("summary").filter({ hasText: "…" }).click();
    await this.main.locator(".menu").getByText(what, { exact: true }).click();
  }

  /** Shows another step on a role's page. */
  async turnTo(step: "Pains" | "Told" | "Updates" | "Interviews" | "Problems" | "After") {
    await this.page.getByRole("tab", { name: step }).click();
  }

  /** One of the rooms that the navigation does not name. */
  async room(name: string) {
    await this.page.getByRole("navigation").getByRole("link", { name: "More" }).click();
    await this.main.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  }

  async openLeader(leader: string) {
    await this.page.getByRole("navigation").getByRole("link", { name: "Leaders" }).click();
    await this.main.getByRole("link", { name: new RegExp(`^${leader}`) }).click();
    await expect(this.page.getByRole("heading", { name: leader, level: 1 })).toBeVisible();
  }

  /** Erases a leader for good. */
  async erase(leader: string) {
    await this.openLeader(leader);
    await this.more("Edit");
    await this.button("Erase this person…").click();
    await this.button("Erase for good").click();
  }

  /** Opens the sheet to log effort. */
  async log() {
    await this.page.getByRole("button", { name: /^Log/ }).and(this.page.locator(":visible")).first().click();
    await expect(this.dialog("Log effort")).toBeVisible();
  }

  /** One tap on a role's page. */
  async logOne(kind: string) {
    await this.page.getByRole("group", { name: "Log one, now" }).getByRole("button", { name: kind }).click();
  }

  /** What was logged for the role whose page is open. */
  get efforts(): Locator {
    return this.page.getByRole("region", { name: "Effort", exact: true }).getByRole("listitem");
  }

  /** Makes a link on a role's page, and answers with its address. */
  async makeLink(): Promise<string> {
    await this.turnTo("Updates");
    await this.button("Make a link").click();
    const address = this.page.getByLabel("The address");
    await expect(address).toHaveValue(/\/p\//);
    await expect(this.page.getByText("It opens once this device has synced")).toHaveCount(0);
    return address.inputValue();
  }

  /** The same with a role's page open at its pains, which it is again afterwards. */
  async makesLink(): Promise<string> {
    const address = await this.makeLink();
    await this.turnTo("Pains");
    return address;
  }

  async claim(url: string | undefined) {
    if (!url) throw new Error("The server printed no address to claim it");
    await this.page.goto(url);
    await this.page.getByLabel("What is your team called?").fill(OWNER.team);
    await this.page.getByLabel("Your name").fill(OWNER.name);
    await this.page.getByLabel("A number").fill(OWNER.phone);
    await this.page.getByLabel("E-mail").fill(OWNER.email);
    await this.page.getByLabel("Password").fill(OWNER.password);
    await this.button("Claim this server").click();
    await this.entered();
  }

  /** The owner's board, with all that was seeded. */
  async begin(seed: Seed) {
    await seed.push();
    await this.signIn();
    await this.entered();
  }

  /** The owner signs in where something was put down without an account, which comes along. */
  async bring() {
    await this.signIn();
    await this.button("Bring it along").click();
    await this.entered();
  }

  async signIn() {
    await this.page.goto("/sign-in");
    await this.fillSignIn();
  }

  async fillSignIn() {
    await this.page.getByLabel("E-mail").fill(OWNER.email);
    await this.page.getByLabel("Password").fill(OWNER.password);
    await this.button("Sign in").click();
  }

  /** Signed in and synced; the board's columns are shown. A phone begins with Today. */
  async entered() {
    await this.synced();
    await this.show();
  }

  async synced() {
    await expect(this.sync).toHaveText(/synced \d\d:\d\d/);
  }

  /** The device on which this board is open goes. */
  async close() {
    await this.page.context().close();
  }

  /** The service worker answers for this page: it opens without a network. */
  async worksOffline() {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }
}

/** The board of the owner of a server that was just claimed, with what is told of it before. */
export async function begun(page: Page, server: Server, tell = (_: Seed): unknown => undefined) {
  const [board, seed] = [new Board(page), await Seed.claim(server)];
  tell(seed);
  await board.begin(seed);
  return { board, seed };
}

/** A board on a device of its own. */
export async function anotherDevice(browser: Browser, server: Server): Promise<Board> {
  const context = await browser.newContext({ baseURL: server.url });
  return new Board(await context.newPage());
}

/** The same, with roles that were put down without an account. */
export async function withoutAccount(browser: Browser, server: Server, leader: string, ...titles: string[]): Promise<Board> {
  const board = await anotherDevice(browser, server);
  await board.open();
  await board.addRoles(leader, ...titles);
  return board;
}

/** The owner's board on another device. */
export async function signedInElsewhere(browser: Browser, server: Server): Promise<Board> {
  const board = await anotherDevice(browser, server);
  await board.signIn();
  await board.entered();
  return board;
}
