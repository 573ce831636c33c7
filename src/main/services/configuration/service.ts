import type { Parsed } from '#contract/index.ts';
import type { ConfigurationDiff } from '#contract/sites.ts';
import { checkAcross } from '#core/config/check-across.ts';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import { type ImportPlan, planImport } from '#core/config/plan.ts';
import { type WrittenFile, writtenScopes } from '#core/config/written.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type Caller, Refused } from '../handlers.ts';
import { diffOf, isEmptyPlan, writePlan } from './apply-plan.ts';
import { locateAll, refuseProblems } from './problems.ts';

type ImportInput = Parsed<'configuration.import'>;

export type ConfigurationService = {
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
  readonly log: Log;
  /** Called after the commit when sites or runbooks are no longer the same. */
  readonly onChanged: (fleet: Fleet) => void;
};

/** Keeps the fleet in memory and lets files change it. */
export function createConfigurationService(parts: ConfigurationParts): ConfigurationService {
  const { store, files, clock, log, onChanged } = parts;
  let fleet = store.transaction(() => loadFleet(store));

  function write(plan: ImportPlan, names: readonly string[], caller: Caller): void {
    fleet = store.transaction(() => {
      writePlan(store, plan, { names, actor: caller.actor, at: clock.now() });
      return plan.documents.length > 0 ? loadFleet(store) : fleet;
    });
    log.info('configuration imported', { ...plan.counts, files: names.length, version: fleet.version });
    onChanged(fleet);
  }

  async function importFiles(input: ImportInput, caller: Caller): Promise<ConfigurationDiff> {
    refuseEqualNames(input.files);
    const parsed = await files.parse(input.files);
    // From here to the commit nothing waits, but to tell of problems: what was checked is what is written.
    const stored = store.configuration.documents();
    const across = checkAcross(parsed.files, stored);
    if (parsed.problems.length + across.length > 0)
      throw refuseProblems(input.files, [
        ...parsed.problems,
        ...(await locateAll(files, input.files, across)),
      ]);
    refuseForeignTenants(parsed.files, caller);
    const plan = planImport({
      files: parsed.files,
      stored,
      runbooks: store.runbooks.all(),
      deactivateMissing: input.deactivate_missing,
    });
    const names = input.files.map(({ name }) => name);
    if (!input.dry_run && !isEmptyPlan(plan)) write(plan, names, caller);
    return diffOf(plan, names, input.dry_run ? null : fleet.version);
  }

  return {
    fleet: () => fleet,
    importFiles,
    reload() {
      fleet = store.transaction(() => loadFleet(store));
    },
  };
}

/** Gives new people and devices their integer: call it inside a transaction. */
const loadFleet = ({ configuration, registry }: Store): Fleet =>
  buildFleet(configuration.documents(), registry, configuration.version());

/** Problems are told by the file's name. */
function refuseEqualNames(files: ImportInput['files']): void {
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Refused('bad-request', `Two of the files are called ${twice}.`);
}

function refuseForeignTenants(files: readonly WrittenFile[], { scope }: Caller): void {
  if (scope === 'all') return;
  const foreign = files.flatMap(writtenScopes).find(({ tenant }) => !scope.tenants.includes(tenant));
  if (foreign !== undefined) throw new Refused('forbidden', `You may not change tenant ${foreign.tenant}.`);
}
