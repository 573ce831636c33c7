import { LONGEST_PIECE } from '#contract/imports.ts';
import { type MethodName, methods } from '#contract/index.ts';
import type { Random } from '#core/kit/random.ts';
import { CONFIGURATION_KINDS } from '#core/model/file-kind.ts';
import { everyMethod, FLEET } from '#test/kit/every-method.ts';
import { runProgram } from '#test/kit/program.ts';
import { turnAccountsOn } from '#test/kit/signed-in.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { damaged } from './damage.ts';
import type { Format, Outcome } from './format.ts';
import { drawnQuestion } from './methods.ts';
import { FILES, MAPPING } from './readers.ts';
import { Turns } from './turns.ts';

/** Whoever watches a screen notices a longer one. */
const LONGEST_TURN_MS = 50;
/** What speaks to other machines, writes where it is told to, or takes the asker's own rights away. */
const LEFT_OUT =
  /^(accounts|session|link|lan|watchdog|mqtt|traccar|connectors|actions|map)\.|^(trail\.set_anchor|reports\.set_schedule|intake\.configure)$/;
const NAMES = (Object.keys(methods) as MethodName[]).filter((name) => !LEFT_OUT.test(name));
const KINDS = Object.keys(FILES) as (keyof typeof FILES)[];
const IMPORT = '0b5a3f1e-6f0c-4a51-9d7e-3c5d0f5f7a11';

/** For each file a thread begins anew, which takes as long as hundreds of questions. */
const QUESTIONS = 0.9;

type Call = { readonly method: MethodName; readonly input: unknown };

/** The whole program with its threads, asked as a window asks it: this thread is the shell's, and must never work for long. */
export const SHELL: Format = {
  seeds: () => [],
  async open() {
    const folder = tempFolder();
    const program = await runProgram(folder.path);
    const root = await turnAccountsOn(program.shell);
    const files = [{ name: 'fleet.json', text: JSON.stringify(FLEET) }];
    await root.call('configuration.import', { files, dry_run: false });
    const inputs = await everyMethod(root);
    const turns = new Turns(LONGEST_TURN_MS);
    const question = (random: Random) => `[${drawnQuestion(random, NAMES, inputs).toString('utf8')}]`;
    return {
      draw: (random) =>
        Buffer.from(random.chance(QUESTIONS) ? question(random) : JSON.stringify(importOf(random))),
      async read(bytes): Promise<Outcome> {
        const calls = JSON.parse(bytes.toString('utf8')) as readonly Call[]; // safe: drawn above
        turns.begin();
        let outcome: Outcome = 'ACCEPTED';
        for (const { method, input } of calls) {
          const reply = await root.call(method, input);
          outcome = reply.ok ? 'ACCEPTED' : 'REFUSED';
          if (!reply.ok && reply.fault.code === 'internal')
            throw new Error(`${method}: ${reply.fault.message}`);
        }
        if (program.state() !== 'RUNNING') throw new Error('the engine ended');
        return outcome;
      },
      stalls: () => turns.long(),
      async [Symbol.asyncDispose]() {
        turns[Symbol.dispose]();
        await program.shell.close(true);
        folder[Symbol.dispose]();
      },
    };
  },
};

/** The calls with which a window imports a file that was damaged. */
function importOf(random: Random): readonly Call[] {
  const kind = random.pick(KINDS);
  const text = damaged(random.pick(FILES[kind].seeds()), random).toString('utf8');
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at < text.length; at += LONGEST_PIECE)
    pieces.push(text.slice(at, at + LONGEST_PIECE));
  const dry_run = random.chance(0.5);
  const place = { import: IMPORT, file: 0 };
  if (CONFIGURATION_KINDS.some((each) => each === kind))
    return [
      ...pieces.map(
        (piece, index): Call => ({
          method: 'imports.put',
          input: { ...place, piece: index, text: piece },
        }),
      ),
      {
        method: 'imports.configuration',
        input: { import: IMPORT, files: [{ file: 0, pieces: pieces.length, name: 'a', kind }], dry_run },
      },
    ];
  return pieces.map(
    (piece, index): Call => ({
      method: 'imports.feed',
      input: {
        ...{
          import: IMPORT,
          file: { name: 'a', kind, ...(kind === 'table' ? { mapping: MAPPING } : {}) },
          piece: index,
          text: piece,
        },
        ...{ last: index === pieces.length - 1, dry_run },
      },
    }),
  );
}
