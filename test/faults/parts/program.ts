import type { ConfigurationDocument } from '#core/config/document.ts';
import { compose, type RunningShell } from '#main/compose.ts';
import type { ThreadFiles } from '#main/workers/settings.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { windowOf } from '#test/kit/desk.ts';
import type { Ack } from './acks.ts';
import { comesTrue } from './pause.ts';
import { turnsFleet } from './turns.ts';

const { resources, version } = PROGRAM_FILES;
/** The program's own threads, of which two follow orders (orders.ts) where some are left. */
const FRAIL: ThreadFiles = {
  ...PROGRAM_FILES.threads,
  engine: new URL('./frail-engine.ts', import.meta.url),
  reader: new URL('./frail-reader.ts', import.meta.url),
};
const built = (name: string) => new URL(`../../../out/main/${name}.js`, import.meta.url);
/** The threads as they are shipped: measured memory is theirs, without the tools that read TypeScript. */
export const BUILT: ThreadFiles = {
  engine: built('engine'),
  reader: built('reader'),
  parser: built('parser'),
  backup: built('backup'),
  intake: built('intake'),
  whatIf: built('what-if'),
  printer: built('printer'),
  bundles: built('bundles'),
};
const UP_WITHIN_MS = 60_000;
const COMING_UP: ReadonlySet<string> = new Set(['STARTING', 'CATCHING_UP']);

/** The whole program but its windows, and what it told. */
export type TestProgram = {
  readonly shell: RunningShell;
  /** Every state of the engine that the screens heard of. */
  readonly told: readonly string[];
  /** What a person was told is done. */
  readonly acks: Ack[];
  /** How often the engine's thread was started anew. */
  readonly restarts: () => number;
  /** Why it wanted to start again as a whole. */
  readonly wants: readonly string[];
};

/** Starts it on a folder, whose fleet is made when there is none. */
export async function startProgram(
  dataFolder: string,
  fleet: ConfigurationDocument = turnsFleet,
  threads: ThreadFiles = FRAIL,
): Promise<TestProgram> {
  const [told, wants]: [string[], string[]] = [[], []];
  let restarts = 0;
  const shell = await compose({
    dataFolder,
    threads,
    resources,
    version,
    host: 'loopback',
    demo: false,
    startAgain: (why) => wants.push(why),
  });
  windowOf(shell).subscribeTo('engine.changed', ({ state }) => told.push(state));
  const look = setInterval(async () => {
    const facts = await windowOf(shell).call('shell.facts', {});
    const engine = facts.ok
      ? (facts.value as { workers: { name: string; restarts: number | null }[] }).workers[0]
      : undefined;
    restarts = engine?.restarts ?? restarts;
  }, 50);
  await comesTrue(() => !COMING_UP.has(shell.state().state), UP_WITHIN_MS);
  const files = [{ name: 'fleet.json', text: JSON.stringify(fleet) }];
  await windowOf(shell).call('configuration.import', {
    files,
    dry_run: false,
    deactivate_missing: false,
  });
  return {
    shell: {
      ...shell,
      close: async (planned) => {
        clearInterval(look);
        await shell.close(planned);
      },
    },
    told,
    wants,
    acks: [],
    restarts: () => restarts,
  };
}

/** A person reports a finding; what is answered is kept. */
export async function findingReport({ shell, acks }: TestProgram): Promise<'done' | 'refused'> {
  const report = { site: 'S-1', severity: 'LOW', category: 'OPERATIONAL', title: 'Door 4', note: 'Open.' };
  const reply = await windowOf(shell).call('findings.report', report);
  if (!reply.ok) return 'refused';
  acks.push({ kind: 'finding', id: (reply.value as { id: string }).id, revision: 1 }); // safe: dispatch parsed it
  return 'done';
}
