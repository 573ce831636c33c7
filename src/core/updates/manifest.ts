import { z } from 'zod';
import { readAs } from '../kit/read-as.ts';
import type { EpochMs } from '../model/time.ts';

/** What a folder of updates is read by, and the signature of exactly its bytes (Ed25519, base64). */
export const MANIFEST = 'vigil-update.json';
export const SIGNATURE = `${MANIFEST}.sig`;
/** Of a manifest and of a package, bytes. */
export const LONGEST_MANIFEST = 64 * 1024;
const LARGEST_PACKAGE = 1024 * 1024 * 1024;

/** How a package is installed, beside the processor that it is for. */
export const PACKAGE_KINDS = ['nsis', 'dmg', 'AppImage', 'deb', 'engine-deb'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

const Version = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/, 'expected a version such as 1.2.3');
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** One package. Its name is a name alone: no path leads out of the folder. */
const UpdateFile = z.strictObject({
  kind: z.enum(PACKAGE_KINDS),
  arch: z.enum(['x64', 'arm64', 'universal']),
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,150}[A-Za-z0-9]$/, 'expected a plain file name'),
  bytes: z.number().int().min(1).max(LARGEST_PACKAGE),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
});
export type UpdateFile = z.output<typeof UpdateFile>;

const Manifest = z.strictObject({
  format: z.literal(1),
  /** Grows with every manifest that the vendor signs: an older one is never taken again. */
  sequence: z.number().int().min(1),
  version: Version,
  issued_at: Instant,
  expires_at: Instant,
  notes: z.string().max(4_000),
  files: z.array(UpdateFile).min(1).max(50),
});
export type Manifest = z.output<typeof Manifest>;

/** A manifest, or what is wrong with it: where, and what was expected. */
export function readManifest(text: string): Manifest | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: `${MANIFEST} is no JSON.` };
  }
  const read = readAs(Manifest, json);
  if (read.success) return read.data;
  const told = read.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  return { problem: `${MANIFEST}: ${told.join('; ')}` };
}

/** What this machine knows when it looks. */
export type Looking = {
  readonly now: EpochMs;
  /** What runs here. */
  readonly version: string;
  readonly kind: PackageKind;
  readonly arch: string;
  /** The newest manifest that was ever taken here: its number and what its bytes hash to; null: none yet. */
  readonly seen: Seen | null;
};
export type Seen = { readonly sequence: number; readonly sha256: string };

export type Verdict =
  | { readonly kind: 'OFFERED'; readonly file: UpdateFile }
  /** It is what runs here. */
  | { readonly kind: 'CURRENT' }
  | { readonly kind: 'REFUSED'; readonly reason: string };

const refused = (reason: string): Verdict => ({ kind: 'REFUSED', reason });

/** Clocks of two machines may differ by so much, ms. */
const CLOCKS_DIFFER = 24 * 60 * 60 * 1000;

/** What becomes of a manifest whose signature holds. `sha256`: of its bytes. */
export function judge(manifest: Manifest, sha256: string, looking: Looking): Verdict {
  const { now, seen } = looking;
  if (manifest.issued_at > now + CLOCKS_DIFFER)
    return refused('The manifest was signed in the future: look at the clock of this machine.');
  if (manifest.expires_at <= now)
    return refused(
      'The manifest has expired: somebody may be holding back newer ones. Put the newest there.',
    );
  if (seen !== null && manifest.sequence < seen.sequence)
    return refused(
      `The manifest has number ${manifest.sequence}, and number ${seen.sequence} was seen here before: somebody put an older one back.`,
    );
  if (seen !== null && manifest.sequence === seen.sequence && sha256 !== seen.sha256)
    return refused(`There are two manifests with number ${seen.sequence}, and they differ.`);
  const order = compareVersions(manifest.version, looking.version);
  if (order === 0) return { kind: 'CURRENT' };
  if (order < 0)
    return refused(`Version ${manifest.version} is older than ${looking.version}, which runs here.`);
  const file = manifest.files.find(
    ({ kind, arch }) => kind === looking.kind && (arch === looking.arch || arch === 'universal'),
  );
  return file === undefined
    ? refused(`Version ${manifest.version} has no ${looking.kind} for ${looking.arch}.`)
    : { kind: 'OFFERED', file };
}

/** Below 0 where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
