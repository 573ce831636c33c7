import type { LocationPoint } from '../model/evidence.ts';
import { byPerson } from './walked.ts';

/** Longer without a fix, and nobody knows the way: another segment begins. In ms. */
const LONGEST_STEP = 10 * 60_000;

/** Ways as GPX 1.1, one track a person by code. */
export function gpxOf(finding: string, points: readonly LocationPoint[]): string {
  const tracks = [...byPerson(points)].map(
    ([person, own]) => `  <trk><name>${escaped(person)}</name>${segments(own).join('')}\n  </trk>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Vigil" xmlns="http://www.topografix.com/GPX/1/1">\n` +
    `  <metadata><name>${escaped(finding)}</name></metadata>\n${tracks.join('')}</gpx>\n`
  );
}

function segments(points: readonly LocationPoint[]): readonly string[] {
  const parts: string[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { lat, lon, timestamp } of points) {
    const at = Date.parse(timestamp);
    if (at - before > LONGEST_STEP) parts.push([]);
    parts.at(-1)?.push(`\n      <trkpt lat="${lat}" lon="${lon}"><time>${escaped(timestamp)}</time></trkpt>`);
    before = at;
  }
  return parts.map((part) => `\n    <trkseg>${part.join('')}\n    </trkseg>`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 has no way to write are left out. */
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? '').replace(UNWRITABLE, '');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
