import type { ConfigurationDiff, RolledBack } from '#contract/configuration.ts';
import type { Parsed } from '#contract/index.ts';
import type { Problem } from '#contract/reply.ts';
import { checkAcrossSteps } from '#core/config/check-across.ts';
import { scopeAt, unknownTarget, writeEdit, writeTexts } from '#core/config/edit.ts';
import type { editProblems } from '#core/config/edit-problems.ts';
import { type ImportPlan, planImport, planRunbooks } from '#core/config/plan.ts';
import { type DocumentProblem, fieldOf, MOST_PROBLEMS, placeOf } from '#core/config/problem.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { recordKey } from '#core/config/records.ts';
import { type WrittenFile, writtenScopes } from '#core/config/written.ts';
import { canonicalJson } from '#core/kit/hash.ts';
import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import { spokenName } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { ScopeDocument, Store, VersionText } from '#main/ports/store.ts';
import { type Caller, Refused } from '../handlers.ts';
import { type About, diffOf, isEmptyPlan } from './apply-plan.ts';
import { isOwnScope, type OwnedScope } from './own-scope.ts';
import { type RunbooksBefore, runbooksBefore } from './runbooks-before.ts';
import { readSummary } from './version-summary.ts';

type EditInput = Parsed<'configuration.edit'>;
type RollBackInput = Parsed<'configuration.roll_back'>;
type Target = EditInput['changes'][number]['targets'][number];

export type EditingParts = {
  readonly store: Store;
  /** Writes the plan as one version and returns its number. */
  readonly write: (plan: ImportPlan, about: About, caller: Caller, within?: Within) => Steps<number>;
  /** Does one change after the other. */
  readonly inTurn: <T>(steps: () => Steps<T>) => Promise<T>;
};

/** What is done with a version, in its transaction: before it is written, and after. */
export type Within = {
  readonly first?: () => void;
  readonly last?: (version: number) => void;
};

/** What a change by screen brings beside the fields. */
export type Beside = {
  readonly runbooks: readonly Omit<Runbook, 'version'>[];
  /** Not called where nothing would change. */
  readonly within: Within;
};

export type Editing = {
  readonly edit: (input: EditInput, caller: Caller, beside?: Beside) => Promise<ConfigurationDiff>;
  readonly rollBack: (input: RollBackInput, caller: Caller, within?: Within) => Promise<RolledBack>;
};

type FormCheck = typeof editProblems;
type Change = {
  readonly file: WrittenFile;
  readonly stored: readonly ScopeDocument[];
  readonly form: FormCheck;
  readonly about: About;
  readonly runbooks: RunbooksBefore['runbooks'];
  readonly dryRun: boolean;
  readonly caller: Caller;
  readonly within?: Within;
};

/** The schema of the files is loaded for the first edit: no start pays for it. */
const loadForm = async (): Promise<FormCheck> => (await import('#core/config/edit-problems.ts')).editProblems;

/** What has its own way to change: codes are the keys of everything, and children are scopes of their own. */
const NOT_FIELDS: ReadonlySet<string> = new Set(['code', 'clients', 'sites']);

/** Changes by screen. They take the way of an import, but for the reading of files: planned, checked across, all or nothing. */
export function createEditing({ store, write, inTurn }: EditingParts): Editing {
  function* apply({
    file,
    stored,
    form,
    about,
    dryRun,
    caller,
    ...change
  }: Change): Steps<ConfigurationDiff> {
    yield* refuseProblems(file, stored, form);
    const plan = yield* planImport({ files: [file], stored, runbooks: [], deactivateMissing: false });
    const { runbooks, entries: ofRunbooks } = planRunbooks(change.runbooks, store.runbooks.all());
    // Sites that a change does not name are none that it misses.
    const entries = [...plan.entries.filter((entry) => entry.change !== 'missing'), ...ofRunbooks];
    const whole = {
      ...plan,
      runbooks,
      entries,
      counts: { ...plan.counts, runbooks: change.runbooks.length },
    };
    const isWritten = !dryRun && !isEmptyPlan(whole);
    const version = isWritten
      ? yield* write(whole, about, caller, change.within)
      : store.configuration.version();
    return diffOf(whole, [], dryRun ? null : version);
  }

  return {
    async edit(input, caller, beside) {
      const form = await loadForm();
      return inTurn(() => edit(input, caller, form, beside));
    },
    async rollBack(input, caller, within) {
      const form = await loadForm();
      return inTurn(() => rollBack(input, caller, form, within));
    },
  };

  function* edit(
    { base_version, changes, reason, dry_run }: EditInput,
    caller: Caller,
    form: FormCheck,
    beside?: Beside,
  ): Steps<ConfigurationDiff> {
    const targets = changes.flatMap((change) => change.targets);
    refuseKeys(changes);
    const stored = yield* documentsOf(store, targets);
    const unknown = unknownTarget(stored, changes);
    if (unknown !== null) throw new Refused('not-found', `There is no ${nameOf(unknown)}.`);
    const keys = new Set(targets.map(recordKey));
    refuseOutside(
      stored.filter((record) => keys.has(recordKey(record))),
      caller,
    );
    refuseChangedSince(store, stored, targets, base_version);
    const about: About = { kind: 'edit', files: [], reason: reason || null, undone: null };
    const file = yield* writeEdit(stored, changes);
    return yield* apply({ file, stored, form, about, runbooks: [], dryRun: dry_run, caller, ...beside });
  }

  function* rollBack(
    { version, reason, dry_run }: RollBackInput,
    caller: Caller,
    form: FormCheck,
    within?: Within,
  ): Steps<RolledBack> {
    const found = store.configuration.history.facts(version);
    const texts = found === null ? [] : yield* textsOf(store, version);
    if (found === null || !isSeen(texts, caller))
      throw new Refused('not-found', `There is no version ${version}.`);
    refuseOutside(texts, caller);
    const stored = yield* documentsOf(store, texts);
    yield* refuseChangedAfter(store, stored, texts, version);
    const written = readSummary(found.summary).runbooks;
    refuseForeignRunbooks(written, caller);
    const { runbooks, added } = runbooksBefore(store.runbooks, written);
    const about: About = { kind: 'roll-back', files: [], reason: reason || null, undone: version };
    const file = yield* writeTexts(textsBefore(stored, texts));
    const change = { file, stored, form, about, runbooks, dryRun: dry_run, caller };
    const diff = yield* apply(within === undefined ? change : { ...change, within });
    return { ...diff, left: leftBy(texts, added) };
  }
}

function* documentsOf(
  { configuration }: Store,
  targets: readonly { readonly tenant: string }[],
): Steps<readonly ScopeDocument[]> {
  const documents: ScopeDocument[] = [];
  for (const tenant of new Set(targets.map((target) => target.tenant)))
    documents.push(...(yield* flatMapSteps(configuration.eachDocument(tenant), (document) => [document])));
  return documents;
}

/** Tenants, then clients, then sites. */
function* textsOf({ configuration }: Store, version: number): Steps<readonly VersionText[]> {
  const texts = yield* flatMapSteps(configuration.history.eachText(version), (text) => [text]);
  return texts.sort((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope));
}

const SCOPES = ['TENANT', 'CLIENT', 'SITE'];

/** What each text was before. What a version added cannot be taken away, for its events and findings stay: a site is put out of use. */
function textsBefore(stored: readonly ScopeRecord[], texts: readonly VersionText[]) {
  const byKey = new Map(stored.map((record) => [recordKey(record), record]));
  return texts.flatMap(({ before, ...text }) => {
    const record = byKey.get(recordKey(text));
    if (record === undefined) return [];
    if (before !== null && typeof before === 'object') return [{ record, document: before }];
    return text.scope === 'SITE' ? [{ record, document: { ...asObject(text.document), active: false } }] : [];
  });
}

/** What a version added and taking it back leaves: a site is put out of use, the others have no such state. */
const leftBy = (texts: readonly VersionText[], runbooks: readonly string[]): RolledBack['left'] => [
  ...texts.flatMap(({ scope, code, before }) =>
    before === null && scope !== 'SITE' ? [{ scope, code }] : [],
  ),
  ...runbooks.map((code) => ({ scope: 'RUNBOOK' as const, code })),
];

const asObject = (value: unknown): object => (value !== null && typeof value === 'object' ? value : {});
const nameOf = ({ scope, code }: Pick<Target, 'scope' | 'code'>): string => `${scope.toLowerCase()} ${code}`;

/** Whether a caller sees a version: whoever is limited sees those that touched what is theirs. */
const isSeen = (texts: readonly OwnedScope[], { scope }: Caller): boolean =>
  scope === 'all' || texts.some((text) => isOwnScope(text, scope));

/** Of a part of a tenant whoever is limited to it may change clients and sites by name. */
function refuseOutside(targets: readonly OwnedScope[], { scope }: Caller): void {
  if (scope === 'all') return;
  const foreign = targets.find((target) => !isOwnScope(target, scope));
  if (foreign !== undefined) throw new Refused('forbidden', `You may not change ${nameOf(foreign)}.`);
}

function refuseKeys(changes: EditInput['changes']): void {
  const name = changes.flatMap(({ set }) => Object.keys(set)).find((path) => NOT_FIELDS.has(path));
  if (name !== undefined) throw new Refused('bad-request', `An edit cannot change ${name}.`);
}

/** Refuses when somebody changed one of the targets after the version that the edit was made on. */
function refuseChangedSince(
  store: Store,
  stored: readonly ScopeDocument[],
  targets: readonly Target[],
  baseVersion: number,
): void {
  const wanted = new Set(targets.map(recordKey));
  const newer = stored.find((record) => record.version > baseVersion && wanted.has(recordKey(record)));
  if (newer === undefined) return;
  throw new Refused(
    'conflict',
    `${whoChanged(store, newer, newer.version)} after you opened it. Nothing was changed: load it again and repeat your change.`,
  );
}

/** What was changed later and is again as the version left it, because that was taken back, is no hindrance. */
function* refuseChangedAfter(
  store: Store,
  stored: readonly ScopeRecord[],
  texts: readonly VersionText[],
  version: number,
): Steps {
  const now = new Map(stored.map((record) => [recordKey(record), record.document]));
  const [later] = yield* flatMapSteps(texts, (text) =>
    text.newest > version && canonicalJson(now.get(recordKey(text))) !== canonicalJson(text.document)
      ? [text]
      : [],
  );
  if (later === undefined) return;
  throw new Refused(
    'conflict',
    `${whoChanged(store, later, later.newest)} after version ${version}. Nothing was changed: take back version ${later.newest} first.`,
  );
}

function whoChanged(store: Store, scope: Pick<Target, 'scope' | 'code'>, version: number): string {
  const actor = store.configuration.history.facts(version)?.actor ?? 'somebody';
  const name = nameOf(scope);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} was changed by ${spokenName(actor)} (version ${version})`;
}

/** Tells everything that is wrong at once, each problem at its scope (`file`) and field (`place`). */
function* refuseProblems(file: WrittenFile, stored: readonly ScopeRecord[], form: FormCheck): Steps {
  const across = (yield* checkAcrossSteps([file], stored)).map(({ problem }) => problem);
  const problems = [...(yield* form(file)), ...across].map((problem) => located(file, problem));
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'One problem was' : `${problems.length} problems were`;
  throw new Refused('invalid-file', `${count} found. Nothing was changed.`, problems.slice(0, MOST_PROBLEMS));
}

function located(file: WrittenFile, { path, found, expected }: DocumentProblem): Problem {
  const at = scopeAt(file, path);
  const inside = at?.inside ?? path;
  return {
    file: at === null ? null : nameOf(at.scope),
    place: placeOf(inside),
    line: null,
    field: fieldOf(inside),
    found,
    expected,
  };
}

/** Runbooks are of the whole house, for a caller who is limited to a part of it. Throws Refused. */
export function refuseForeignRunbooks(
  runbooks: readonly Pick<Runbook, 'finding_type'>[],
  { scope }: Caller,
): void {
  const [first] = runbooks;
  if (scope === 'all' || first === undefined) return;
  throw new Refused(
    'forbidden',
    `You may not change runbooks, which are of the whole installation: ${first.finding_type}. Nothing was changed.`,
  );
}

/** The tenants that a file writes, for a caller who may not change all of them. Throws Refused. */
export function refuseForeignTenants(files: readonly WrittenFile[], caller: Caller): void {
  refuseOutside(files.flatMap(writtenScopes), caller);
}
