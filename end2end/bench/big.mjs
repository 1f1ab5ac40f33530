// A big workspace: 200 open roles and 50,000 efforts over the last 18 months; each leader was told three days ago.
import { now } from "./stats.mjs";
import { watch } from "./watch.mjs";
import { addLeader, addRole, logEffort, sendUpdate, uuid } from "./workspace.mjs";

const PER_PUSH = 200;
const DAYS = 547;
const SPAN = DAYS * 86_400_000;
const STAGES = ["understand", "set_expectations", "source", "interview", "offer", "follow_up"];
const LEADERS = 25;
const TITLES = ["Senior Data Engineer", "Product Designer", "Site Reliability Engineer", "Account Executive", "Clinical Trial Manager", "Analytics Lead", "HR Partner", "Finance Controller"];
const CITIES = ["Leeds", "Manchester", "Utrecht", "Kraków", "Lisboa"];

/** @param {import("./workspace.mjs").Workspace} workspace @param {number} roles @param {number} efforts */
export async function fill(workspace, roles, efforts) {
  const device = await workspace.device();
  const leaders = Array.from({ length: LEADERS }, () => uuid());
  const ids = Array.from({ length: roles }, () => uuid());
  const named = (/** @type {number} */ index) => `${TITLES[index % TITLES.length]}, ${CITIES[index % CITIES.length]} ${index + 1}`;
  await device.push(leaders.map((leader, index) => addLeader(leader, `Leader ${index + 1}`)));
  await inPushes(device, ids.map((role, index) => addRole(role, leaders[index % LEADERS], named(index), DAYS + 1)));
  await inPushes(device, ids.map((role, index) => ({
    do: "move_role", role, stage: STAGES[index % STAGES.length], after: null, before: null, skip: "urgent",
  })).filter((move) => move.stage !== "understand"));

  const end = await watch(workspace.server);
  const began = now();
  const first = Date.now() - SPAN;
  for (let done = 0; done < efforts; done += PER_PUSH) {
    const some = Math.min(PER_PUSH, efforts - done);
    await device.push(Array.from({ length: some }, (_, i) => logEffort(ids[(done + i) % roles], first + ((done + i) / efforts) * SPAN)));
  }
  const seconds = (now() - began) / 1000;
  await device.push(leaders.map(sendUpdate), 3 * 86_400_000);
  const link = await workspace.share(device, { leader: leaders[0] });
  device.close();
  return { link, role: ids[0], rate: efforts / seconds, seconds, used: await end() };
}

/** @param {import("./workspace.mjs").Device} device @param {object[]} bodies */
async function inPushes(device, bodies) {
  for (let at = 0; at < bodies.length; at += PER_PUSH) await device.push(bodies.slice(at, at + PER_PUSH));
}
