import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toIso } from '#core/model/time.ts';
import { fleetDocument } from './fleet.ts';

/** Words that stand nowhere but in seeded data: a person, how she is reached, where she is, and what is guarded. */
export const CANARY = {
  person: 'Serafina Kanarek',
  code: 'KANAREK-G7',
  phone: '+49 171 5557319',
  lat: 52.734191,
  lon: 13.918273,
  site: 'Vogelhof Kanarek',
  client: 'Volierenbau',
} as const;

/** Each way in which a part of it may be written: as it is, in JSON and addresses, in two bytes a letter, and as base64 at each of its three places. */
const SPELLINGS: readonly Buffer[] = [
  'Serafina',
  'Kanarek',
  'KANAREK',
  'Vogelhof',
  'Volierenbau',
  '5557319',
  '555 7319',
  '52.734',
  '13.918',
].flatMap((word) => [
  Buffer.from(word),
  Buffer.from(word.toLowerCase()),
  Buffer.from(word, 'utf16le'),
  ...[0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + word).toString('base64');
    return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, encoded.length - 4));
  }),
]);

/** What of the canary is in these bytes. */
export const canaryIn = (bytes: Uint8Array | string): readonly string[] => {
  const held = Buffer.from(bytes);
  return SPELLINGS.filter((spelling) => spelling.length > 4 && held.includes(spelling)).map(String);
};

/** What of it is in the files of a folder, with their names; those that are meant to hold it left out. */
export const canaryInFiles = (folder: string, meant: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !meant.test(entry.name))
    .flatMap((entry) =>
      canaryIn(readFileSync(join(entry.parentPath, entry.name))).map((word) => `${entry.name}: ${word}`),
    );

/** A fleet whose every name, phone and place is the canary's. */
export const canaryFleet = () =>
  fleetDocument({
    sites: 2,
    site: () => ({
      name: CANARY.site,
      location: { lat: CANARY.lat, lon: CANARY.lon },
      people: [
        {
          code: CANARY.code,
          name: CANARY.person,
          role: 'guard',
          phone: CANARY.phone,
          lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
        },
      ],
      devices: [{ code: 'D-1', kind: 'phone', person: CANARY.code }],
      shifts: [],
      audit: { alert_severity_threshold: 'LOW' },
    }),
  });

/** Telemetry of hers: what is good, a call for help, and every way of being wrong. */
export function canaryLines(now: number): string {
  const base = {
    site: 'S-1',
    ts: toIso(now - 60_000),
    person: CANARY.code,
    attributes: { display_name: CANARY.person },
  };
  const place = { lat: CANARY.lat, lon: CANARY.lon, accuracy: 8 };
  const good = [
    { ...base, ...place, type: 'location', id: 'c1' },
    { ...base, type: 'check_in', status: 'DURESS', id: 'c2' },
    { ...base, ...place, type: 'location', site: CANARY.site, id: 'c3' },
    { ...base, ...place, type: 'location', lat: `${CANARY.lat} of ${CANARY.person}`, id: 'c4' },
    { ...base, type: CANARY.person, id: 'c5' },
    { ...base, ts: `${CANARY.phone} at noon`, type: 'phone_event', id: 'c6' },
    { ...base, source: CANARY.person, type: 'phone_event', id: 'c7', __proto__: { name: CANARY.person } },
  ];
  return [
    ...good.map((line) => JSON.stringify(line)),
    `{"type":"location","person": ${CANARY.person}, "lat": ${CANARY.lat}`,
    `${CANARY.person};${CANARY.phone};${CANARY.lat}`,
  ].join('\n');
}
