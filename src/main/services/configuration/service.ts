import type { ConfigurationDiff } from '#contract/configuration.ts';
import type { Parsed } from '#contract/index.ts';
import type { AcrossProblem } from '#core/config/across-problem.ts';
import { checkAcrossSteps } from '#core/config/check-across.ts';
import { buildFleet, type Fleet, fleetSteps } from '#core/config/fleet.ts';
import { type ImportPlan, planImport } from '#core/config/plan.ts';
import type { FileProblem } from '#core/config/problem.ts';
import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import type { ConfigurationFiles, ParsedConfiguration } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { giveWay } from '../engine/slices.ts';
import { type Caller, Refused } from '../handlers.ts';
import { type About, commitPlan, diffOf, hashPlan, isEmptyPlan, isVersion } from './apply-plan.ts';
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
  /**
   * Called after the commit when sites or runbooks are no longer the same: gets ready for the fleet in steps, while everybody goes on
   * with the one before. What it gives is done, in steps, at once when the fleet is the other one.
   */
  readonly prepare: (fleet: Fleet) => Steps<() => Steps>;
};

/** Keeps the fleet in memory and lets files and people change it. */
export function createConfigurationService(parts: ConfigurationParts): ConfigurationService {
  const { store, files, clock, randomId, log, prepare } = parts;
  discardStaged(store);
  let fleet = store.transaction(() => loadFleet(store));
  let last: Promise<unknown> = Promise.resolve();

  /** Others come in between two steps, but no other change: what was checked is what is written. */
  function inTurn<T>(steps: () => Steps<T>): Promise<T> {
    const mine = last.then(() => giveWay(steps(), clock));
    last = mine.catch(() => {});
    return mine;
  }

  function* write(plan: ImportPlan, about: About, caller: Caller, within?: Within): Steps<number> {
    discardStaged(store);
    const hashes = yield* hashPlan(plan);
    const { documents } = plan;
    const version = yield* staged(store, documents, (rest) =>
      store.transaction(() => {
        within?.first?.();
        store.configuration.stage(rest);
        if (isStaged(store)) store.state.set(STAGED, '');
        commitPlan(store, plan, { ...about, actor: caller.actor, at: clock.now(), randomId, hashes });
        const written = store.configuration.version();
        within?.last?.(written);
        return written;
      }),
    );
    // From here on it is so, whatever comes: who opens the database next finds it.
    const next = isVersion(plan, caller.actor) ? yield* fleetInSteps(store) : fleet;
    const goOver = yield* prepare(next);
    fleet = next;
    yield* goOver();
    const { kind, files: names } = about;
    log.info('configuration changed', { kind, files: names.length, version, ...plan.counts });
    return version;
  }

  async function importFiles(input: ImportInput, caller: Caller): Promise<ConfigurationDiff> {
    refuseEqualNames(input.files);
    const parsed = await files.parse(input.files);
    const outcome = await inTurn(() => importParsed(parsed, input, caller));
    if ('diff' in outcome) return outcome.diff;
    const across = await locateAll(files, input.files, outcome.across);
    throw refuseProblems(input.files, [...outcome.problems, ...across]);
  }

  function* importParsed(parsed: ParsedConfiguration, input: ImportInput, caller: Caller): Steps<Outcome> {
    const stored = yield* flatMapSteps(store.configuration.eachDocument(), (document) => [document]);
    const beside = placeBesideFiles(parsed, input.files, stored, caller);
    const written = [...parsed.files, ...beside.files];
    const across = yield* checkAcrossSteps(written, stored);
    const problems = [...parsed.problems, ...beside.problems];
    if (problems.length + across.length > 0) return { problems, across };
    refuseForeignTenants(written, caller);
    const plan = yield* planImport({
      files: written,
      stored,
      runbooks: store.runbooks.all(),
      deactivateMissing: input.deactivate_missing,
    });
    refuseForeignRunbooks(plan.runbooks, caller);
    const names = input.files.map(({ name }) => name);
    if (!input.dry_run && !isEmptyPlan(plan))
      yield* write(plan, { kind: 'files', files: names, reason: null, undone: null }, caller);
    return { diff: diffOf(plan, names, input.dry_run ? null : fleet.version) };
  }

  return {
    fleet: () => fleet,
    importFiles,
    ...createEditing({ store, write, inTurn }),
    reload() {
      fleet = store.transaction(() => loadFleet(store));
    },
  };
}

/** What becomes of files whose form was looked at. */
type Outcome =
  | { readonly diff: ConfigurationDiff }
  | { readonly problems: readonly FileProblem[]; readonly across: readonly AcrossProblem[] };

/** Named value: what is staged was not made a version yet. */
const STAGED = 'configuration.staged';

const isStaged = ({ state }: Store): boolean => (state.get(STAGED) ?? '') !== '';

/** Takes away what was staged by a change that failed, or that the program ended in. */
function discardStaged(store: Store): void {
  if (!isStaged(store)) return;
  store.transaction(() => {
    store.configuration.discard();
    store.state.set(STAGED, '');
  });
}

/** Documents that are written in one step: with their history about 10 ms. */
const STAGED_A_STEP = 100;

/** Writes the documents in steps, each in a transaction of its own and seen by nobody, but for the last, which `commit` writes with what makes them hold. */
function* staged<T>(
  store: Store,
  documents: ImportPlan['documents'],
  commit: (rest: ImportPlan['documents']) => T,
): Steps<T> {
  const ahead = Math.floor((documents.length - 1) / STAGED_A_STEP) * STAGED_A_STEP;
  try {
    for (let first = 0; first < ahead; first += STAGED_A_STEP) {
      const some = documents.slice(first, first + STAGED_A_STEP);
      store.transaction(() => {
        store.configuration.stage(some);
        store.state.set(STAGED, 'yes');
      });
      yield;
    }
    return commit(documents.slice(Math.max(0, ahead)));
  } catch (error) {
    discardStaged(store);
    throw error;
  }
}

/** The fleet as it is stored. New people and devices get their integer. */
function* fleetInSteps(store: Store): Steps<Fleet> {
  const { configuration, registry } = store;
  const steps = fleetSteps(configuration.eachDocument(), registry, configuration.version());
  for (;;) {
    const { done, value } = store.transaction(() => steps.next());
    if (done) return value;
    yield;
  }
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
