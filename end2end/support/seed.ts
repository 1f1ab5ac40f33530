// A workspace with data, made by pushing commands as a device does: quicker than by hand.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { OWNER } from "./owner.ts";
import type { Server } from "./process.mjs";

export const DAY = 86_400_000;

type Body = { do: string } & Record<string, unknown>;

/** Ids carry the time at which they were drawn, as the board's do. */
function id(at = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The workspace's zone, and the browser's: the tests must hold at every hour of every day. */
const ZONE = "Europe/Berlin";

/** `2026-11-24T09:41:07+01:00`: a moment as a clock in the zone shows it. */
function local(at: number): string {
  const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hourCycle: "h23", timeZoneName: "longOffset", ...fields });
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const offset = part.timeZoneName.replace("GMT", "") || "+00:00";
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
}

/** The civil day in the zone; a day on which clocks change is one, too. */
export function date(daysAgo = 0): string {
  const today = Date.parse(`${local(Date.now()).slice(0, 10)}T12:00:00Z`);
  return new Date(today - daysAgo * DAY).toISOString().slice(0, 10);
}

function moment(daysAgo: number): string {
  return local(Date.now() - daysAgo * DAY);
}

export class Seed {
  #commands: Body[] = [];
  #mid = 0;
  /** How long ago the commands were given, in milliseconds: long enough for words to be on the leader's page. */
  ago = 5 * 60_000;
  readonly #device = randomUUID();

  private constructor(
    readonly server: Server,
    readonly cookie: string,
    readonly workspace: string,
    readonly person: string,
  ) {}

  /** Asks the server as a device does; answers with what it says, and the session that it opened. */
  static async #ask<T>(server: Server, path: string, body: object, cookie = ""): Promise<[T, string]> {
    const answer = await fetch(`${server.url}/api/v1/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.url, cookie },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was refused: ${text}`);
    return [JSON.parse(text) as T, answer.headers.get("set-cookie")?.split(";")[0] ?? ""];
  }

  /** Claims the server for the usual owner. */
  static async claim(server: Server): Promise<Seed> {
    const code = new URL(server.claimUrl ?? "").searchParams.get("code");
    const claim = { ...OWNER, code, workspace: OWNER.team, zone: ZONE };
    const [{ user, workspaces }, cookie] = await Seed.#ask<{ user: string; workspaces: { id: string }[] }>(server, "claim", claim);
    return new Seed(server, cookie, workspaces[0].id, user);
  }

  /** The same person in another of their workspaces. */
  async in(workspace: string): Promise<Seed> {
    const [{ workspaces }] = await Seed.#ask<{ workspaces: { id: string; name: string }[] }>(this.server, "me", {}, this.cookie);
    const found = workspaces.find(({ name }) => name === workspace);
    if (!found) throw new Error(`There is no workspace ${workspace}`);
    return new Seed(this.server, this.cookie, found.id, this.person);
  }

  /** Any other command. */
  tell(command: Body) {
    this.#commands.push(command);
  }

  leader(name: string, team = ""): string {
    const leader = id();
    this.#commands.push({ do: "add_leader", leader, details: { name, team } });
    return leader;
  }

  colleague(name: string): string {
    const user = id();
    this.#commands.push({ do: "put_member", user, name, phone: null, right: "recruiter" });
    return user;
  }

  /** Invites somebody, who joins at once; no session is left of it. */
  async join(whom: { name: string; email: string; password: string }) {
    const invitation = { ws: this.workspace, label: whom.name, right: "recruiter" };
    const [{ secret }] = await Seed.#ask<{ secret: string }>(this.server, "invitations/invite", invitation, this.cookie);
    const [, cookie] = await Seed.#ask(this.server, "join", { ...whom, secret, phone: "" });
    await Seed.#ask(this.server, "sign-out", {}, cookie);
  }

  /** Ends the session with which all of this was told. */
  async end() {
    await Seed.#ask(this.server, "sign-out", {}, this.cookie);
  }

  handOver(role: string, to: string) {
    this.#commands.push({ do: "hand_over", role, to });
  }

  role(leader: string, title: string, daysOpen = 0, stage = "understand", reason: string | null = null): string {
    const role = id();
    const details = { title, family: "engineering", seniority: "senior", niche: "rare", opened_on: date(daysOpen) };
    this.#commands.push({ do: "add_role", role, leader, details });
    if (stage !== "understand") {
      this.#commands.push({ do: "move_role", role, stage, after: null, before: null, reason, skip: "urgent" });
    }
    return role;
  }

  /** Somebody said that it is this kind of role: then there is a forecast. */
  judge(role: string, title: string, daysOpen = 0) {
    const details = { title, family: "engineering", seniority: "senior", niche: "rare", opened_on: date(daysOpen), outlook: {} };
    this.#commands.push({ do: "edit_role", role, details, base: null });
  }

  /** Tells a leader by when somebody says yes, in so many days from now. */
  date(role: string, leader: string, days: number, more: Record<string, unknown> = {}): string {
    const expectation = id();
    const terms = { yes_by: date(-days), level: "eight_in_ten", notice: 0, because: "", ...more };
    this.#commands.push({ do: "tell_expectation", expectation, role, leader, terms, way: "talk", shown: "boss" });
    return expectation;
  }

  /** A role that another tracker had, in Source. */
  imported(leader: string, title: string, daysOpen = 0): string {
    const role = id();
    const details = { title, family: "engineering", seniority: "senior", niche: "rare", opened_on: date(daysOpen) };
    this.#commands.push({ do: "import_roles", roles: [{ role, leader, details, stage: "source" }] });
    return role;
  }

  effort(role: string, kind: string, daysAgo: number, more: Record<string, unknown> = {}) {
    const draft = {
      roles: [role], kind, quantity: 1, replies: 0, result: "", minutes: 20, shared: true, side: "sourcing",
      happened_at: moment(daysAgo), ...more,
    };
    this.#commands.push({ do: "log_effort", effort: id(Date.now() - daysAgo * DAY), draft });
  }

  /** What hurts in a role, and two whys down what is behind it, of this kind. */
  behind(role: string, leader: string, cause: string, root = "Others pay more", said_on = date()) {
    const [pain, first, second] = [id(), id(), id()];
    this.#commands.push({ do: "add_pain", pain, role, leader, details: { what: "They all say no", said_on } });
    this.#commands.push({ do: "add_why", why: first, pain, details: { answer: "They want more" } });
    this.#commands.push({ do: "add_why", why: second, pain, under: first, details: { answer: root, cause } });
  }

  hold(role: string) {
    const hold = { requester: "Dana Whitfield", cause: "Budget review", review_on: date(-30), since: date() };
    this.#commands.push({ do: "hold_role", role, hold });
  }

  update(leader: string, role: string, text: string) {
    this.#commands.push({ do: "send_update", update: id(), leader, roles: [role], text, way: "chat" });
  }

  /** Asks a leader for a decision, so many days from now. */
  ask(leader: string, role: string | null, what: string, days: number, more: Record<string, unknown> = {}): string {
    const decision = id();
    const details = { what, due: date(-days), ...more };
    this.#commands.push({ do: "ask_decision", decision, leader, role, turn: "leader", details });
    return decision;
  }

  /** A finalist whose card the leader may read. */
  shown(role: string, leader: string, name: string): string {
    const candidate = id();
    const details = { name, lines: "Six years" };
    this.#commands.push({ do: "add_candidate", candidate, role, details });
    this.#commands.push({ do: "show_candidate", candidate, leader, shown: true });
    return candidate;
  }

  /** When they meet the leader, so many days from now at this hour. */
  meets(candidate: string, leader: string, days: number, hour: number): string {
    const interview = id();
    const time = `${date(-days)}T${String(hour).padStart(2, "0")}:00:00${local(Date.now() + days * DAY).slice(19)}`;
    const details = { round: "interview", how: "By video: https://meet.example.com/room", minutes: 45 };
    this.#commands.push({ do: "set_interview", interview, candidate, leader, details, zone: ZONE, time });
    return interview;
  }

  /** Shares a leader's roles, and answers with the address of the link. */
  link(leader: string, scope = "respond", more: Record<string, unknown> = {}): string {
    const [link, secret] = [id(), randomBytes(32).toString("base64url")];
    this.#commands.push({
      do: "share_link", id: link, target: { leader }, scope, label: `A link that is ${scope}`,
      secret_hash: createHash("sha256").update(secret).digest("hex"),
      created_on: date(), expires_on: null, revoked: false, ...more,
    });
    return `${this.server.url}/p/${link}/${secret}`;
  }

  revoke(url: string) {
    this.#commands.push({ do: "revoke_link", link: url.split("/").at(-2) });
  }

  /** Sends what was said so far. */
  async push() {
    while (this.#commands.length > 0) {
      const bodies = this.#commands.splice(0, 200);
      const commands = bodies.map((body) => ({ id: id(), mid: ++this.#mid, version: 2, body, claimed_at: local(Date.now() - this.ago) }));
      const push = { proto: 3, person: this.person, device: this.#device, commands };
      const [answer] = await Seed.#ask<object>(this.server, `w/${this.workspace}/push`, push, this.cookie);
      const text = JSON.stringify(answer);
      if (text.includes('"refused"') || !text.includes('"ack"')) throw new Error(`Refused: ${text}`);
    }
  }
}
