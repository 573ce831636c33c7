import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { faultsIn, reading } from './parts/checks.ts';
import { slopeOf } from './parts/slope.ts';
import type { Sample, SoakSettings } from './parts/soak-child.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** So many times as fast as the day outside. */
const SPEED = 36;
const SITES = 1_000;
/** What fills caches and learns is over by then; a short run leaves out its first third. */
const SETTLED = 6 * HOUR;
/** An hour that was lived may need so much more memory. */
const MOST_PER_HOUR = 1;
/** Two of the control are enough for its leak. */
const CONTROL_MINUTES = 5;
const CHILD = join(import.meta.dirname, 'parts/soak-child.ts');

/** A fleet of a thousand sites that lives on for hours: memory, handles and slots. RELIABILITY C7, P20. */
export const soak: Suite = {
  name: 'soak',
  unit: 'minutes at 36 times speed, with 1,000 sites',
  size: 120,
  tools: [],
  run: (setting) => live(setting, SITES, false),
  control: (setting) => live({ ...setting, size: Math.min(setting.size, CONTROL_MINUTES) }, SITES, true),
};

/** `leaky`: something of each minute is never let go. */
export async function live(
  { size, folder, progress }: Setting,
  sites: number,
  leaky: boolean,
): Promise<Tally> {
  const settings: SoakSettings = { folder, sites, speed: SPEED, real_ms: size * MINUTE, leaky };
  const child = spawn(process.execPath, ['--expose-gc', CHILD, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const samples: Sample[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const sample = JSON.parse(line) as Sample; // safe: the child alone writes it
    samples.push(sample);
    if (samples.length % 20 === 0) progress(`${wordsOf(sample)}`);
  }
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  return judged(samples, code, join(folder, 'vigil.db'));
}

const MIB = 1_048_576;
const wordsOf = ({ lived_ms, rss, resources }: Sample): string =>
  `${(lived_ms / HOUR).toFixed(1)} h lived, ${Math.round(rss / MIB)} MiB, ${resources} handles`;

/** What is wrong after a life: memory or handles that grow, slots that were missed. */
function judged(samples: readonly Sample[], code: number | null, database: string): Tally {
  const tally = new Tally();
  tally.cases = samples.length;
  const last = samples.at(-1);
  if (code !== 0) tally.broken.push(`it ended with ${code}`);
  if (last === undefined) tally.broken.push('it told nothing of itself');
  else tally.notes.push(`${wordsOf(last)}; ${growthOf(samples, mib).toFixed(2)} MiB more an hour lived`);
  tally.broken.push(...grownIn(samples));
  const { doubled, broken } = reading(database, faultsIn);
  tally.add(
    { doubled, lost: broken.filter(isSlot), broken: broken.filter((fault) => !isSlot(fault)) },
    'the life',
  );
  return tally;
}

const mib = ({ rss }: Sample): number => rss / MIB;

/** What grew after the life had settled, in sentences. */
export function grownIn(samples: readonly Sample[]): readonly string[] {
  const [memory, handles] = [growthOf(samples, mib), growthOf(samples, ({ resources }) => resources)];
  return [
    ...(memory > MOST_PER_HOUR ? [`memory grows by ${memory.toFixed(2)} MiB an hour`] : []),
    ...(handles > MOST_PER_HOUR ? [`there are ${handles.toFixed(1)} more handles an hour`] : []),
  ];
}

/** By how much it grows in an hour that was lived; 0 where that cannot be told. */
function growthOf(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const from = Math.min(SETTLED, (samples.at(-1)?.lived_ms ?? 0) / 3);
  const settled = samples.filter(({ lived_ms }) => lived_ms >= from);
  return slopeOf(settled.map((sample) => [sample.lived_ms / HOUR, of(sample)])) ?? 0;
}

const isSlot = (fault: string): boolean => fault.startsWith('the slot');
