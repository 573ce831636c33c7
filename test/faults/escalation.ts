import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Telling } from '#core/model/escalation.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { bundle } from './parts/bundle.ts';
import type { EscalationBug, EscalationChildSettings } from './parts/escalation-child.ts';
import { makeFolder } from './parts/folders.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** A life lasts at most so long after the engine is up, ms: twenty times as long by its clock. */
const LONGEST_LIFE = 600;
const START = Date.parse('2026-01-05T02:00:00Z');
const RESOURCES = join(import.meta.dirname, '../../resources');
const CONTROL_KILLS = 5;
const SITES = 120;
/** What the child has set up. */
const [SLA, GAP, AGAIN] = [4 * MINUTE, MINUTE, 2 * MINUTE];
/** The goal: 99 in 100 are told within this of their time. */
const LATE = 5 * SECOND;

/** Findings that nobody acknowledges, passed on along a chain and told again, while the engine is killed again and again. */
export const escalation: Suite = {
  name: 'escalation',
  unit: 'kills -9 of an engine that passes findings on',
  size: 1_000,
  tools: [],
  run: (setting) => killAgainAndAgain(setting, setting.size, null),
  async control(setting) {
    const tally = new Tally();
    for (const bug of ['keeps in memory alone whom it told', 'looks seldom'] as const) {
      const folder = makeFolder(setting.folder, bug.replaceAll(' ', '-'));
      const found = await killAgainAndAgain({ ...setting, folder }, CONTROL_KILLS, bug);
      // One that goes unseen makes the whole control fail.
      if (found.doubled.length + found.broken.length === 0) return new Tally();
      tally.cases += found.cases;
      tally.add(found, bug);
    }
    return tally;
  },
};

async function killAgainAndAgain(
  { random, folder, progress }: Setting,
  kills: number,
  bug: EscalationBug | null,
): Promise<Tally> {
  const tally = new Tally();
  const program = await bundle('escalation-child', makeFolder(folder, 'program'));
  const settings = (at: number): EscalationChildSettings => ({
    ...{ folder, resources: RESOURCES, sites: SITES, bug, at },
  });
  await live(program, settings(START), null);
  // They were found one after the other; the first is about to fall due.
  let at = START + SLA - SECOND;
  for (let kill = 1; kill <= kills; kill += 1) {
    const life = await live(program, settings(at), random.whole(1, LONGEST_LIFE));
    // The clock stands still between two lives: what is late is late for the engine's own sake.
    at = Math.max(at, life.at);
    tally.cases += 1;
    if (life.complaint !== '') tally.broken.push(`kill ${kill}: ${life.complaint}`);
    if (kill % 100 === 0) progress(`${kill} kills`);
  }
  look(folder, at, tally);
  return tally;
}

type Sent = { readonly finding: string; readonly role: string; readonly key: string; readonly at: number };

/** Holds what was really sent against what should have been, as the child has set it up. */
function look(folder: string, now: number, tally: Tally): void {
  const byFinding = sentByFinding(join(folder, 'sent.ndjson'));
  const lateness: number[] = [];
  const reader = openReader(join(folder, 'vigil.db'), join(RESOURCES, 'migrations'));
  const findings = reader.session
    .prepare<[], { readonly id: string; readonly detected_at: number }>('SELECT id, detected_at FROM finding')
    .all();
  const tellings = reader.session.prepare<[], Telling>('SELECT * FROM telling').all();
  reader.close();
  let told = 0;
  for (const { id, detected_at } of findings) {
    const sent = byFinding.get(id) ?? [];
    told += sent.length;
    let last: Sent | null = null;
    for (const one of sent) {
      const isNext = one.role === 'area_manager' && last?.role === 'supervisor';
      const due = last === null ? detected_at + SLA : last.at + (isNext ? GAP : AGAIN);
      // What is sent is written down some moments after it was told: the next one counts from the telling.
      if (one.at < due - LATE)
        tally.doubled.push(`${id}: ${one.role} was told ${(due - one.at) / SECOND} s too early`);
      last = one;
    }
    const due = last === null ? detected_at + SLA : last.at + (last.role === 'supervisor' ? GAP : AGAIN);
    if (now > due + 2 * LATE) tally.lost.push(`${id}: nobody was told for ${(now - due) / SECOND} s`);
  }
  for (const { finding_id, role, due_at, at } of tellings) {
    const one = byFinding.get(finding_id)?.find((sent) => sent.role === role && sent.at >= at);
    if (one !== undefined) lateness.push(one.at - due_at);
    else if (now > at + 2 * LATE) tally.lost.push(`${finding_id}: ${role} was to be told, and was not`);
  }
  lateness.sort((a, b) => a - b);
  const p99 = lateness[Math.ceil(lateness.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY;
  if (p99 > LATE) tally.broken.push(`one in 100 was told ${p99 / SECOND} s late and more`);
  tally.notes.push(
    `told ${told} times; 99 in 100 within ${p99 / SECOND} s of their time, all within ${(lateness.at(-1) ?? 0) / SECOND} s`,
  );
}

/** What was sent about each finding, in order; a repetition under the same key is none. */
function sentByFinding(file: string): ReadonlyMap<string, readonly Sent[]> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const keys = new Set<string>();
  const all = new Map<string, Sent[]>();
  for (const line of lines.filter((text) => text !== '')) {
    const sent = JSON.parse(line) as Sent; // safe: only the child writes this file
    if (keys.has(sent.key)) continue;
    keys.add(sent.key);
    all.set(sent.finding, [...(all.get(sent.finding) ?? []), sent]);
  }
  return all;
}

type Life = { readonly at: number; readonly complaint: string };

/** Runs the program until it ends by itself, or is killed so long after it is up; says where its clock stood then. */
async function live(
  program: string,
  settings: EscalationChildSettings,
  killAfter: number | null,
): Promise<Life> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let at = settings.at;
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY' && killAfter !== null) void wait(killAfter).then(() => child.kill('SIGKILL'));
    if (line.startsWith('AT ')) at = Number(line.slice('AT '.length));
  }
  await exited;
  return { at, complaint: complaint.slice(0, 300) };
}
