// A server of one worker's own with a living board: 22 roles of 9 leaders in all stages, and links to it.
import { test as base } from "@playwright/test";
import { startServer, type Server } from "./process.mjs";
import { date, Seed } from "./seed.ts";

export { expect } from "@playwright/test";

export type Town = {
  server: Server;
  /** A role with a long story, and its leader's links. */
  role: string;
  links: Record<"respond" | "read" | "team_safe" | "held" | "revoked" | "long", string>;
};

const LEADERS: [string, string, string[]][] = [
  ["Dana Whitfield", "Platform", ["Senior Data Engineer, Leeds", "Site Reliability Engineer", "Analytics Lead"]],
  ["Marcus Obi", "Finance", ["Financial Controller", "Payroll Specialist"]],
  ["Ingrid Sørensen-Vandenbroucke", "Clinical operations, Northern Europe", ["Clinical Trial Manager", "Biostatistician"]],
  ["مريم الفهد", "خدمة العملاء", ["مديرة خدمة العملاء", "Support Agent, Arabic"]],
  ["採用 太郎", "製品", ["プロダクトマネージャー", "UX Researcher"]],
  ["Tom Baker", "Sales", ["Account Executive, Berlin", "Account Executive, Paris", "Sales Engineer"]],
  ["Aoife O’Brien", "Marketing", ["Brand Manager", "Content Designer"]],
  ["Rahul Menon", "IT", ["Security Engineer", "Network Engineer", "IT Support"]],
  ["Greta Lindqvist", "Operations", [
    "Head of Operations for a part of the business whose name was written by a committee, in full, on one card",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Warehouse Lead",
  ]],
];

const STAGES = ["understand", "set_expectations", "source", "interview", "offer", "follow_up", "closed"];

async function settle(server: Server): Promise<Town> {
  const seed = await Seed.claim(server);
  const leaders = LEADERS.map(([name, team]) => seed.leader(name, team));
  const roles = LEADERS.flatMap(([, , titles], at) => titles.map((title) => ({ title, leader: leaders[at] })));
  const days = (at: number) => (at === 0 ? 60 : (at * 17) % 140);
  const ids = roles.map(({ title, leader }, at) => {
    const stage = at === 0 ? "source" : STAGES[at % STAGES.length];
    return seed.role(leader, title, days(at), stage, stage === "closed" ? "filled" : null);
  });
  const open = ids.filter((_, at) => at === 0 || at % STAGES.length < 6);
  open.forEach((role, at) => {
    for (let week = 0; week < 6; week++) {
      const wasOpen = week * 7 <= days(ids.indexOf(role));
      if (wasOpen && (at + week) % 3 > 0) seed.effort(role, "outreach", week * 7, { quantity: 4 + at, replies: at % 4 });
    }
  });
  seed.hold(open[7]);
  const ola = seed.colleague("Ola Nordmann-Østergård");
  for (const role of open.slice(-3)) seed.handOver(role, ola);
  const [dana, maryam, greta] = [leaders[0], leaders[3], leaders[8]];
  const role = ids[0];
  seed.effort(role, "screen", 0, { quantity: 4, result: "Two are strong; pay is too low for the others." });
  seed.effort(role, "market_map", 3, { quantity: 38 });
  seed.effort(role, "intake", 9, { side: "partnership", shared: false, minutes: 45 });
  seed.update(dana, role, "19 people approached, 4 first talks.\nPay is the reason most say no: can we talk about the range?");
  seed.update(maryam, ids[7], "تحدثنا مع أربعة أشخاص هذا الأسبوع.");
  seed.judge(role, roles[0].title, days(0));
  seed.date(role, dana, 150, {
    notice: 3, needed_by: date(-120), because: "Rare skills, and three rivals are hiring.", ours: "You hear from me every Thursday.",
    range: { half: date(-80), eight: date(-150), nineteen: date(-330) },
    shorter: [{ what: "Scala becomes nice to have", yes_by: date(-110) }],
  });
  const links = {
    respond: seed.link(dana),
    read: seed.link(dana, "read"),
    team_safe: seed.link(dana, "team_safe"),
    held: seed.link(maryam),
    long: seed.link(greta),
    revoked: seed.link(dana),
  };
  seed.revoke(links.revoked);
  await seed.push();
  return { server, role: `/role/${role}`, links };
}

export const test = base.extend<object, { town: Town; crowd: Server }>({
  town: [
    async ({}, use) => {
      const server = await startServer();
      await use(await settle(server));
      await server.dispose();
    },
    { scope: "worker" },
  ],
  // Sixty roles of one leader.
  crowd: [
    async ({}, use) => {
      const server = await startServer();
      const seed = await Seed.claim(server);
      const leader = seed.leader("Konstantina Papadopoulou-Featherstonehaugh of the Extended Leadership Team");
      for (let at = 1; at <= 60; at++) seed.role(leader, `Role number ${at}, with some more words`, at, STAGES[at % 6]);
      await seed.push();
      await use(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],
});
