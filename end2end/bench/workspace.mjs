// A claimed server as a device sees it: its cookie, its commands, a leader's link.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Wire } from "./wire.mjs";

const PROTO = 3;
export const VERSION = 2;

export const OWNER = { email: "priya@example.org", password: "four words will do" };

/** A UUIDv7 of a moment, so that ids are in the order of time. @param {number} [at] milliseconds since 1970 */
export function uuid(at = Date.now()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Claims a new server. @param {import("../support/process.mjs").Server} server */
export async function claim(server) {
  const code = new URL(server.claimUrl ?? "").searchParams.get("code");
  const answer = await fetch(`${server.url}/api/v1/claim`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ code, workspace: "Northwind Talent", zone: "Europe/London", name: "Priya Nair", phone: "+44 20 7946 0000", ...OWNER }),
  });
  if (!answer.ok) throw new Error(`The claim was answered ${answer.status}: ${await answer.text()}`);
  const me = await answer.json();
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return new Workspace(server, me.workspaces[0].id, cookie, me.user);
}

export class Workspace {
  /** @param {import("../support/process.mjs").Server} server @param {string} id @param {string} cookie @param {string} person */
  constructor(server, id, cookie, person) {
    this.server = server;
    this.id = id;
    this.cookie = cookie;
    this.person = person;
  }

  async device() {
    return new Device(this, await Wire.open(this.server.url));
  }

  /** Adds a leader with a role and a link that opens it. @param {Device} device */
  async shared(device) {
    const [leader, role] = [uuid(), uuid()];
    await device.push([addLeader(leader, "Dana Whitfield"), addRole(role, leader, "Senior Data Engineer, Leeds")]);
    return { leader, role, ...(await this.share(device, { role })) };
  }

  /** @param {Device} device @param {Record<string, string>} target */
  async share(device, target) {
    const [link, secret] = [uuid(), randomBytes(32).toString("base64url")];
    const secret_hash = createHash("sha256").update(secret).digest("hex");
    await device.push([{
      do: "share_link", id: link, target, scope: "respond", label: "Dana", secret_hash,
      created_on: new Date().toISOString().slice(0, 10), expires_on: null, revoked: false,
    }]);
    return { link, path: `/p/${link}`, url: `${this.server.url}/p/${link}/${secret}`, cookie: `fulcrum-link=${secret}` };
  }
}

/** One device: its commands are numbered without a gap. */
export class Device {
  #id = randomUUID();
  #last = 0;

  /** @param {Workspace} workspace @param {Wire} wire */
  constructor(workspace, wire) {
    this.workspace = workspace;
    this.wire = wire;
    this.path = `/api/v1/w/${workspace.id}/push`;
    this.headers = { cookie: workspace.cookie, origin: workspace.server.url, "content-type": "application/json" };
  }

  /**
   * Sends commands and waits until they are on the server's disk; answers with the head.
   * @param {object[]} bodies @param {number} [ago] how long ago they were given, in milliseconds @param {number} [refused] how many are
   */
  async push(bodies, ago = 0, refused = 0) {
    const claimed_at = new Date(Date.now() - ago).toISOString();
    const commands = bodies.map((body, index) => ({ id: uuid(), mid: this.#last + index + 1, version: VERSION, body, claimed_at }));
    const answer = await this.wire.request("POST", this.path, this.headers, JSON.stringify({ proto: PROTO, person: this.workspace.person, device: this.#id, commands }));
    const said = answer.body.toString();
    const done = said.split('"outcome":"applied"').length - 1;
    if (answer.status !== 200 || done !== bodies.length - refused) throw new Error(`A push was answered ${answer.status}: ${said.slice(0, 500)}`);
    this.#last += bodies.length;
    const ack = JSON.parse(said);
    return `${ack.epoch}:${ack.head}`;
  }

  close() {
    this.wire.close();
  }
}

/** @param {string} leader @param {string} name */
export function addLeader(leader, name) {
  return { do: "add_leader", leader, details: { name, team: "Platform" } };
}

/** @param {string} role @param {string} leader @param {string} title @param {number} [days] for how many it has been open */
export function addRole(role, leader, title, days = 20) {
  const opened_on = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  return { do: "add_role", role, leader, details: { title, family: "data", seniority: "senior", niche: "rare", opened_on } };
}

/** @param {string} leader */
export function sendUpdate(leader) {
  return { do: "send_update", update: uuid(), leader, roles: [], text: "Pay is the reason most say no.", way: "chat" };
}

/** @param {string} role @param {number} [at] */
export function logEffort(role, at = Date.now()) {
  return {
    do: "log_effort",
    effort: uuid(at),
    draft: {
      roles: [role], kind: "outreach", quantity: 23, replies: 5, result: "two want to talk", minutes: 40,
      shared: true, side: "sourcing", happened_at: new Date(at).toISOString(),
    },
  };
}
