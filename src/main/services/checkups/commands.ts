import { createHash } from 'node:crypto';
import { spanOf, whyUnfinished } from '#core/checkup/due.ts';
import { canonicalJson } from '#core/kit/hash.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Checkup, CheckupItem } from '#core/model/checkup.ts';
import type { EpochMs } from '#core/model/time.ts';
import { checkupReport } from '#core/report/checkup.ts';
import { coversScope } from '#core/report/signing.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { About } from './gather.ts';
import { isOwnCheckup } from './queries.ts';

/** The items of a checkup as of now; what they are about, and what stands on every page of its report. */
export type GatherCheckup = {
  readonly items: (about: About, caller: Caller) => Promise<readonly CheckupItem[]>;
  readonly timezone: string;
  readonly mark: string | null;
};
type Parts = Pick<EngineWorld, 'store' | 'clock' | 'emit' | 'fleet'> & {
  readonly randomId: RandomId;
  readonly gather: GatherCheckup;
};
type Names = 'checkups.begin' | 'checkups.begin_installation' | 'checkups.tick' | 'checkups.sign';

/** Of an engine that nobody checkups. */
export const NO_CHECKUPS: GatherCheckup = {
  items: () => {
    throw new Refused('unavailable', 'This engine makes no checkups.');
  },
  ...{ timezone: 'UTC', mark: null },
};

/** Checkups from their beginning, at which their figures are frozen, to the signature. */
export function createCheckupCommands(parts: Parts): Pick<CommandHandlers, Names> {
  const { store, clock, emit, fleet, randomId, gather } = parts;
  const own = (id: string, { scope }: Caller): Checkup => {
    const checkup = store.checkups.get(id);
    if (checkup === null || !isOwnCheckup(checkup, scope, fleet()))
      throw new Refused('not-found', `There is no checkup ${id}.`);
    return checkup;
  };
  const trail = (
    id: string,
    action: string,
    { actor }: Caller,
    rest: { readonly at: EpochMs; readonly reason: string | null; readonly after: unknown },
  ) => store.trail.append([{ ...rest, actor, action, entity: 'checkup', entity_id: id, before: null }]);

  /** Freezes the figures of the one that waits, or of a new one; one that was begun stays as it is. */
  async function begin(kind: Checkup['kind'], site: string | null, caller: Caller) {
    const begun = store.checkups.openOf(kind, site);
    if (begun?.begun) return { id: begun.id };
    const at = clock.now();
    const items = await gather.items({ kind, site, at }, caller);
    const begunNow = store.transaction(() => {
      // Somebody else may have begun it while its figures were gathered.
      const open = store.checkups.openOf(kind, site);
      if (open?.begun) return { id: open.id };
      const id = open?.id ?? randomId();
      if (open === null) store.checkups.add({ id, kind, site, due_at: at });
      store.checkups.begin(id, { at, by: caller.actor.name }, items);
      const sha256 = hashOf(items);
      trail(id, 'checkup.begun', caller, { at, reason: null, after: { kind, site, sha256 } });
      return { id };
    });
    emit('checkups.changed', {});
    return begunNow;
  }

  return {
    'checkups.begin': ({ site }, caller) => {
      refuseForeign(site, caller, parts);
      return begin('SITE', site, caller);
    },
    'checkups.begin_installation': (_, caller) => begin('INSTALLATION', null, caller),
    'checkups.tick': ({ id, item, outcome, note }, caller) => {
      const checkup = own(id, caller);
      if (checkup.signed !== null)
        throw new Refused('conflict', 'It is signed: nothing of it changes any more.');
      if (!checkup.items.some(({ name }) => name === item))
        throw new Refused('bad-request', `This checkup has no item ${item}.`);
      const at = clock.now();
      store.transaction(() => {
        store.checkups.tick(id, { item, outcome, note: note ?? null, by: caller.actor.name, at });
        trail(id, 'checkup.ticked', caller, { at, reason: note ?? null, after: { item, outcome } });
      });
      emit('checkups.changed', {});
      return {};
    },
    'checkups.sign': ({ id, note }, caller) => {
      const checkup = own(id, caller);
      const why = whyUnfinished(checkup);
      if (why !== null) throw new Refused('conflict', why);
      const at = clock.now();
      const report = store.transaction(() => keepSigned(parts, checkup, { at, note: note ?? null }, caller));
      emit('checkups.changed', {});
      emit('reports.changed', {});
      return { report };
    },
  };
}

/** Keeps the checkup as a report with the name under it. Inside a transaction. */
function keepSigned(
  { store, randomId, gather, fleet }: Parts,
  checkup: Checkup,
  { at, note }: { readonly at: EpochMs; readonly note: string | null },
  caller: Caller,
): string {
  const { actor } = caller;
  const found = checkup.site === null ? null : (fleet().byCode.get(checkup.site) ?? null);
  const document = checkupReport({
    ...{ checkup, made_at: at, made_by: actor.name, mark: gather.mark, timezone: gather.timezone },
    span: spanOf(checkup.kind, checkup.begun?.at ?? at),
    subject: checkup.site === null ? 'The installation' : `${checkup.site} ${found?.name ?? ''}`.trim(),
  });
  const sha256 = hashOf(document);
  const [id, by] = [randomId(), actor.name];
  const { kind, title, subject, span } = document;
  const client = found && {
    tenants: [],
    clients: [{ tenant: found.tenant, client: found.client }],
    sites: [],
  };
  const scope: TenantScope = client !== null && coversScope(caller.scope, client) ? client : caller.scope;
  store.reports.add({ id, kind, title, subject, span, sha256, document, made_at: at, made_by: by, scope });
  store.reports.sign(id, { role: 'REVIEWED', by, verified: actor.verified, at, note });
  store.checkups.sign(checkup.id, { at, by, report: id });
  const of = { at, actor, entity: 'report', entity_id: id, before: null } as const;
  store.trail.append([
    { ...of, action: 'report.kept', reason: null, after: { kind, title, subject, span, sha256 } },
    { ...of, action: 'report.reviewed', reason: note, after: { sha256 } },
    {
      ...{ at, actor, action: 'checkup.signed', entity: 'checkup', entity_id: checkup.id, reason: note },
      ...{ before: null, after: { report: id, sha256 } },
    },
  ]);
  return id;
}

const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

function refuseForeign(site: string, { scope }: Caller, { fleet }: Parts): void {
  if (fleet().byCode.get(site) === undefined || !isOwnCheckup({ site }, scope, fleet()))
    throw new Refused('not-found', `There is no site ${site}.`);
}
