import type { ConfigurationDiff } from '#contract/configuration.ts';
import type { Parsed } from '#contract/index.ts';
import { checkAcross } from '#core/config/check-across.ts';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import { type ImportPlan, planImport } from '#core/config/plan.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type Caller, Refused } from '../handlers.ts';
import { type About, diffOf, isEmptyPlan, isVersion, writePlan } from './apply-plan.ts';
import { placeBesideFiles } from './beside-files.ts';
import {
  createEditing,
  type Editing,
  refuseForeignRunbooks,
  refuseForeignTenants,
  type Within,
} from './editing.ts';
import { locateAll, refuseProblems } from './problems.ts';

type ImportInput = Parsed<'configuration.import'>;

export type ConfigurationService = Editing & {
  /** The fleet as it is now; the same object until the configuration changes. */
  readonly fleet: () => Fleet;
  /** Handles `configuration.import`: a dry run, or all or nothing. Throws Refused with every problem, and then nothing is written. */
  readonly importFiles: (input: ImportInput, caller: Caller) => Promise<ConfigurationDiff>;
  /** Reads the fleet from the store anew. */
  readonly reload: () => void;
};

export type ConfigurationParts = {
  readonly store: Store;
  readonly files: ConfigurationFiles;
  readonly clock: Clock;
  readonly randomId: RandomId;
  readonly log: Log;
  /** Called after the commit when sites or runbooks are no longer the same. */
  readonly onChanged: (fleet: Fleet) => void;
};

/** Keeps the fleet in memory and lets files and people change it. */
export function createConfigurationService(parts: ConfigurationParts): ConfigurationService {
  const { store, files, clock, randomId, log, onChanged } = parts;
  let fleet = store.transaction(() => loadFleet(store));

  function write(plan: ImportPlan, about: About, caller: Caller, within?: Within): number {
    fleet = store.transaction(() => {
      writePlan(store, plan, { ...about, actor: caller.actor, at: clock.now(), randomId });
      within?.(store.configuration.version());
      return isVersion(plan, caller.actor) ? loadFleet(store) : fleet;
    });
    const { kind, files: names } = about;
    log.info('configuration changed', { kind, files: names.length, version: fleet.version, ...plan.counts });
    onChanged(fleet);
    return fleet.version;
  }

  async function importFiles(input: ImportInput, caller: Caller): Promise<ConfigurationDiff> {
    refuseEqualNames(input.files);
    const parsed = await files.parse(input.files);
    // From here to the commit nothing waits, but to tell of problems: what was checked is what is written.
    const stored = store.configuration.documents();
    const beside = placeBesideFiles(parsed, input.files, stored, caller);
    const written = [...parsed.files, ...beside.files];
    const across = checkAcross(written, stored);
    if (parsed.problems.length + beside.problems.length + across.length > 0)
      throw refuseProblems(input.files, [
        ...parsed.problems,
        ...beside.problems,
        ...(await locateAll(files, input.files, across)),
      ]);
    refuseForeignTenants(written, caller);
    const plan = planImport({
      files: written,
      stored,
      runbooks: store.runbooks.all(),
      deactivateMissing: input.deactivate_missing,
    });
    refuseForeignRunbooks(plan.runbooks, caller);
    const names = input.files.map(({ name }) => name);
    if (!input.dry_run && !isEmptyPlan(plan))
      write(plan, { kind: 'files', files: names, reason: null, undone: null }, caller);
    return diffOf(plan, names, input.dry_run ? null : fleet.version);
  }

  return {
    fleet: () => fleet,
    importFiles,
    ...createEditing({ store, write }),
    reload() {
      fleet = store.transaction(() => loadFleet(store));
    },
  };
}

/** Gives new people and devices their integer: call it inside a transaction. */
const loadFleet = ({ configuration, registry }: Store): Fleet =>
  buildFleet(configuration.eachDocument(), registry, configuration.version());

/** Problems are told by the file's name. */
function refuseEqualNames(files: ImportInput['files']): void {
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Refused('bad-request', `Two of the files are called ${twice}.`);
}
