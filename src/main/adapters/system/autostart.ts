import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';
import type { LoginItem } from '#main/ports/login-item.ts';

const FILE = 'vigil.desktop';
/** What a line of a desktop entry cannot hold. */
const UNWRITABLE = /\p{Cc}/u;

/** Where a Linux desktop looks for what it starts at login (XDG Base Directory: a relative path is none). */
export const autostartFolder = (configHome = process.env.XDG_CONFIG_HOME ?? ''): string =>
  join(isAbsolute(configHome) ? configHome : join(homedir(), '.config'), 'autostart');

/** A file of the desktop's own format, in a folder of this user. `program`: what is started, an absolute path. */
export function autostartFile(folder: string, program: string): LoginItem {
  const file = join(folder, FILE);
  const wanted = entryOf(program);
  return {
    state() {
      const found = readIfThere(file);
      if (found === null || isSwitchedOff(found)) return { state: 'OFF', reason: null };
      if (found === wanted) return { state: 'ON', reason: null };
      return {
        state: 'BLOCKED',
        reason: `${file} starts something else than this program: turn it on again, or off.`,
      };
    },
    set(on) {
      if (!on) return rmSync(file, { force: true });
      if (UNWRITABLE.test(program)) throw new Error(`${file} cannot hold the path of this program.`);
      mkdirSync(folder, { recursive: true });
      rmSync(`${file}.new`, { force: true });
      writeFileSync(`${file}.new`, wanted, { mode: 0o600, flag: 'wx' });
      renameSync(`${file}.new`, file);
    },
  };
}

/** Desktops let people switch an entry off without removing it. */
const isSwitchedOff = (entry: string): boolean =>
  /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(entry);

const entryOf = (program: string): string =>
  ['[Desktop Entry]', 'Type=Application', 'Name=Vigil', `Exec=${quoted(program)}`, 'Terminal=false', ''].join(
    '\n',
  );

/** One argument of an Exec line (Desktop Entry Specification): quoted, each backslash of the quoting doubled as in any string, percent signs doubled. */
const quoted = (program: string): string =>
  `"${program.replaceAll(/["`$\\]/g, '\\$&')}"`.replaceAll('\\', '\\\\').replaceAll('%', '%%');
