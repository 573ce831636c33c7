import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that are not on this machine's path. */
export const absent = (tools: readonly string[]): readonly string[] =>
  tools.filter(
    (tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
  );
