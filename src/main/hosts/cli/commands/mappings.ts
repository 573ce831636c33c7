import { readFile } from 'node:fs/promises';
import { type Command, Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, UsageError } from '../usage.ts';

const USAGE = 'vigil mappings [save FILE.json | show NAME | remove NAME] [--db FILE] [--json]';

/** How the columns of a guard-tour system's CSV become events, kept by name for `ingest --map`. */
export const mappingsCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {},
  async run({ positionals }, { ask, output }) {
    const [verb, what] = positionals;
    if (verb === undefined) {
      const all = await ask('mappings.list', {});
      output.result(all, () =>
        all.map(({ mapping, saved_by }) => plain(`${mapping.name}  saved by ${saved_by}`)).join('\n'),
      );
      return DONE;
    }
    if (what === undefined || positionals.length > 2) throw new UsageError(USAGE);
    if (verb === 'save') {
      const { name, replaced } = await ask('mappings.save', { mapping: await readMapping(what) });
      output.result({ name, replaced }, () => `${replaced ? 'Replaced' : 'Saved'} ${name}.`);
    } else if (verb === 'show') {
      const found = (await ask('mappings.list', {})).find(({ mapping }) => mapping.name === what);
      if (found === undefined)
        throw new Failure({ code: 'not-found', message: `There is no mapping ${what}.` });
      output.result(found.mapping, () => JSON.stringify(found.mapping, null, 2));
    } else if (verb === 'remove') {
      await ask('mappings.remove', { name: what });
      output.result({ removed: what }, () => `Removed ${what}.`);
    } else throw new UsageError(USAGE);
    return DONE;
  },
};

/** The mapping that a JSON file holds; what is in it is checked by whoever uses it. Throws Failure. */
export async function readMapping(file: string): Promise<Record<string, unknown>> {
  const fail = (message: string) => new Failure({ code: 'invalid-file', message });
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fail(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { ...value };
  } catch (error) {
    if (error instanceof SyntaxError) throw fail(`${file} is not JSON: ${error.message}`);
    throw error;
  }
  throw fail(`${file} holds no mapping: expected an object.`);
}
