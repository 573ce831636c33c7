import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROL } from './control.ts';
import { FORMATS } from './formats.ts';
import { faultsOf, type Hunt, hunt } from './hunt.ts';

const [wanted = 'all', minutes = '1', seed = String(Date.now())] = process.argv.slice(2);
const names = wanted === 'all' ? Object.keys(FORMATS) : [wanted];
const lasting = Number(minutes) * 60_000;
if (!names.every((name) => Object.hasOwn(FORMATS, name)) || !(lasting > 0)) {
  console.error(`Which format? npm run fuzz -- [all|${Object.keys(FORMATS).join('|')}] [MINUTES] [SEED]`);
  process.exit(2);
}

const line = (
  name: string,
  { inputs, accepted, refused, crashes, partial, polluted, stalls }: Hunt,
): string =>
  [
    name.padEnd(20),
    ...[inputs, accepted, refused, crashes, partial, polluted, stalls ?? '–'].map((count) =>
      String(count).padStart(10),
    ),
  ].join('');

/** Inputs that must not happen are kept beside, to be made the smallest and put among the fixtures. */
function keep(name: string, { worst }: Hunt): void {
  const folder = join(import.meta.dirname, '../../out/fuzz');
  if (worst.length > 0) mkdirSync(folder, { recursive: true });
  for (const [index, { why, input }] of worst.entries()) {
    const file = join(folder, `${name}-${index}`);
    writeFileSync(file, input);
    console.log(`  ${file}: ${why.split('\n').slice(0, 3).join(' ')}`);
  }
}

console.log(`seed ${seed}`);
console.log(
  `${'format'.padEnd(20)}${['inputs', 'accepted', 'refused', 'crashes', 'partial', 'polluted', 'stalls'].map((head) => head.padStart(10)).join('')}`,
);
let faults = 0;
for (const name of names) {
  const format = FORMATS[name];
  if (format === undefined) continue;
  const end = performance.now() + lasting;
  const found = await hunt(format, `${name} ${seed}`, () => performance.now() < end);
  console.log(line(name, found));
  keep(name, found);
  faults += faultsOf(found);
}
const control = await hunt(CONTROL, `control ${seed}`, (inputs) => inputs < 2_000);
const isSharp =
  control.crashes > 0 && control.partial > 0 && control.polluted > 0 && (control.stalls ?? 0) > 0;
console.log(`${line('control', control)}  ${isSharp ? 'fails as it must' : 'FOUND NOTHING'}`);
process.exitCode = faults === 0 && isSharp ? 0 : 1;
