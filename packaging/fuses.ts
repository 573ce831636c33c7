// The nine fuses of Electron: what each is set to, and what a binary really has, read from its bytes.
import { readFileSync } from 'node:fs';

/** Marks the fuses inside a binary; after it come a byte of their version, a byte of how many there are, and a byte each. https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const VERSION = 1;
/** `0` off, `1` on, `r` removed. */
const STATES: Readonly<Record<number, boolean>> = { 48: false, 49: true };

/** In the order of the bytes, by the names that electron-builder has for them. */
export const FUSES: readonly (readonly [name: string, wanted: boolean])[] = [
  /** Nobody runs scripts of their own as this program: its rights and its key store are for Vigil. */
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  /** What was changed after packaging does not run (Windows and macOS: on Linux there is no such check). */
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
  /** Traps in WebAssembly are cheaper checks of bounds: as Electron has it. */
  ['wasmTrapHandlers', true],
];

/** What the fuses of a binary are set to, by name. Throws for one without fuses, of another version, or with fewer. */
export function readFuses(file: string): Readonly<Record<string, boolean | null>> {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(SENTINEL);
  if (at < 0) throw new Error(`${file} has no fuses`);
  const [version = 0, count = 0] = bytes.subarray(at + SENTINEL.length);
  if (version !== VERSION) throw new Error(`${file} has fuses of version ${version}, expected ${VERSION}`);
  if (count < FUSES.length) throw new Error(`${file} has ${count} fuses, expected ${FUSES.length}`);
  const states = bytes.subarray(at + SENTINEL.length + 2);
  return Object.fromEntries(FUSES.map(([name], index) => [name, STATES[states[index] ?? 0] ?? null]));
}

/** Each fuse that is not as it must be, in a sentence. */
export const wrongFuses = (file: string): readonly string[] => {
  const found = readFuses(file);
  return FUSES.flatMap(([name, wanted]) =>
    found[name] === wanted ? [] : [`${name} is ${found[name]}, expected ${wanted}`],
  );
};
