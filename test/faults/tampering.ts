import type Database from 'better-sqlite3';
import { verifyBundle } from '#core/bundle/verify.ts';
import { readZip } from '#core/bundle/zip.ts';
import { judgeAnchors, readAnchors } from '#core/trail/anchors.ts';
import { createTrailChecks } from '#main/adapters/sqlite/read-model/trail.ts';
import { createSession } from '#main/adapters/sqlite/statements.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { BUNDLE_TAMPERINGS, type SoundBundle, soundBundle, tamperedBundle } from './parts/tampered-bundle.ts';
import { type SoundTrail, soundTrail, TRAIL_TAMPERINGS, tamperWithTrail } from './parts/tampered-trail.ts';

/** How closely somebody looks; a control looks less closely. */
type Look = { readonly bundle: BundleLook; readonly anchors: boolean };
type BundleLook = 'WHOLE' | 'CONTENTS';

const WHOLE: Look = { bundle: 'WHOLE', anchors: true };
/** Tamperings that show what a careless look misses. */
const CONTROL_SIZE = 240;

/** Sealed bundles and the audit trail, tampered with in every way that is left to whoever has the file but not the key, nor the anchors. */
export const tampering: Suite = {
  name: 'tampering',
  unit: 'tamperings, half of them with bundles and half with the trail',
  size: 10_000,
  tools: [],
  run: (setting) => tamper(setting, setting.size, WHOLE),
  async control(setting) {
    const tally = new Tally();
    const careless: readonly Look[] = [
      { bundle: 'CONTENTS', anchors: true },
      { bundle: 'WHOLE', anchors: false },
    ];
    for (const look of careless) {
      const found = await tamper(setting, CONTROL_SIZE, look);
      // A look that misses nothing is no control.
      if (found.broken.length === 0) return new Tally();
      tally.cases += found.cases;
      tally.add(found, JSON.stringify(look));
    }
    return tally;
  },
};

async function tamper({ random, progress }: Setting, size: number, look: Look): Promise<Tally> {
  const tally = new Tally();
  const bundle = await soundBundle();
  using trail = soundTrail();
  // What is sound must be found so, or everything would be found tampered with.
  if (!isBundleSound(bundle.bytes, bundle, 'WHOLE').ok || findInTrail(trail, true) !== null)
    tally.broken.push('what nobody touched was found tampered with');
  for (let index = 0; index < size / 2; index++) {
    await tamperWithBundle(bundle, index, { random, look, tally });
    tamperWith(trail, index, { random, look, tally });
    tally.cases += 2;
    if (index % 500 === 499) progress(`${tally.cases} tamperings, ${tally.broken.length} not found`);
  }
  return tally;
}

type Turn = { readonly random: Setting['random']; readonly look: Look; readonly tally: Tally };

async function tamperWithBundle(bundle: SoundBundle, index: number, { random, look, tally }: Turn) {
  const kind = BUNDLE_TAMPERINGS[index % BUNDLE_TAMPERINGS.length] ?? 'flip';
  const { bytes, part } = await tamperedBundle(bundle, kind, random);
  const found = isBundleSound(bytes, bundle, look.bundle);
  const where = `bundle ${index}, ${kind}${part === null ? '' : ` of ${part}`}`;
  if (found.ok) tally.broken.push(`${where}: not found`);
  else if (part !== null && kind === 'flip' && found.part !== part)
    tally.broken.push(`${where}: ${found.part} was named`);
}

type Found = { readonly ok: true } | { readonly ok: false; readonly part: string };

/** As `evidence verify --key` looks; with CONTENTS only at what the zip holds, as a manifest of hashes alone would have it. */
function isBundleSound(bytes: Uint8Array, sound: SoundBundle, look: BundleLook): Found {
  if (look === 'WHOLE') return verifyBundle(bytes, bundleTools, sound.key);
  const there = new Map(
    readZip(bytes, bundleTools).entries.map(({ name, packed }) => [name, bundleTools.sha256(packed)]),
  );
  const missing = sound.entries.find(({ name, packed }) => there.get(name) !== bundleTools.sha256(packed));
  return missing === undefined ? { ok: true } : { ok: false, part: missing.name };
}

function tamperWith(trail: SoundTrail, index: number, { random, look, tally }: Turn): void {
  const kind = TRAIL_TAMPERINGS[index % TRAIL_TAMPERINGS.length] ?? 'flip';
  trail.db.exec('BEGIN');
  try {
    tamperWithTrail(trail.db, kind, random);
    if (findInTrail(trail, look.anchors) === null) tally.broken.push(`trail ${index}, ${kind}: not found`);
  } finally {
    trail.db.exec('ROLLBACK');
  }
}

/** As `vigil verify` looks: the chain, and then the anchors. null: nothing is wrong. */
function findInTrail(
  { db, anchors }: { readonly db: Database.Database; readonly anchors: string },
  withAnchors: boolean,
) {
  const checks = createTrailChecks(createSession(db));
  const chain = checks.verifyTrail(null, Number.MAX_SAFE_INTEGER);
  if (chain.first_bad !== null) return chain.why;
  if (!withAnchors) return null;
  return (
    judgeAnchors(readAnchors(anchors) ?? [], { hashAt: checks.trailAt, lost: checks.lostToRestores() }).broken
      ?.why ?? null
  );
}
