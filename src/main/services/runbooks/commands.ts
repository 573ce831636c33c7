import type { Problem } from '#contract/reply.ts';
import { type DocumentProblem, fieldOf, placeOf } from '#core/config/problem.ts';
import { runbookChanges } from '#core/config/runbook-changes.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { EngineContext } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';

type Written = Omit<Runbook, 'version'>;

/** Changes runbooks from the screen. A change is a new version; findings keep the one that they were opened with. */
export function createRunbookCommands(context: EngineContext): Pick<CommandHandlers, 'runbooks.save'> {
  const { store, clock } = context.world;

  function write(runbook: Written, before: Runbook | undefined, reason: string | null, { actor }: Caller) {
    const at = clock.now();
    const version = store.transaction(() => {
      const [added] = store.runbooks.add([runbook], at, actor);
      if (added === undefined) return null;
      store.trail.append([
        {
          at,
          actor,
          action: before === undefined ? 'runbook.added' : 'runbook.changed',
          entity: 'runbook',
          entity_id: runbook.finding_type,
          reason,
          before: before ?? null,
          after: added,
        },
      ]);
      return added.version;
    });
    context.reloadRunbooks();
    return version;
  }

  return {
    async 'runbooks.save'({ runbook: document, base_version, reason, dry_run }, caller) {
      const runbook = await read(document);
      const before = store.runbooks.all().find(({ finding_type }) => finding_type === runbook.finding_type);
      refuseChangedSince(runbook.finding_type, before?.version ?? 0, base_version);
      const fields = runbookChanges(before ?? null, runbook);
      const isWritten = !dry_run && fields.length > 0;
      const version = isWritten ? write(runbook, before, reason || null, caller) : null;
      return { version, fields: fields.map((field) => ({ ...field })) };
    },
  };
}

/** The schema of the files is loaded for the first change: no start pays for it. */
async function read(document: unknown): Promise<Written> {
  const { RunbookDocument, runbookOf } = await import('#core/config/runbook-schema.ts');
  const { problemsOf } = await import('#core/config/schema-problems.ts');
  const parsed = readAs(RunbookDocument, document);
  if (parsed.success) return runbookOf(parsed.data);
  const problems = problemsOf(RunbookDocument, document).map(toProblem);
  const count = problems.length === 1 ? 'One problem was' : `${problems.length} problems were`;
  throw new Refused('invalid-file', `${count} found. Nothing was changed.`, problems);
}

const toProblem = ({ path, found, expected }: DocumentProblem): Problem => ({
  file: null,
  place: placeOf(path),
  line: null,
  field: fieldOf(path),
  found,
  expected,
});

function refuseChangedSince(findingType: string, newest: number, base: number): void {
  if (newest === base) return;
  const message =
    newest === 0
      ? `There is no runbook ${findingType}.`
      : `Runbook ${findingType} was changed after you opened it: its newest version is ${newest}. Nothing was changed: load it again and repeat your change.`;
  throw new Refused('conflict', message);
}
