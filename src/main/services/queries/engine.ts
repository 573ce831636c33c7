import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel, SourceEntry, SuppressedEntry } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { readSavedSources, SAVED_SOURCES } from '../audits/saved-sources.ts';
import type { QueryHandlers } from '../handlers.ts';
import { HOLDS, readHolds } from '../keeping/holds.ts';
import { readRetention } from '../keeping/retention.ts';
import { readLanSettings } from '../lan/settings.ts';
import { anchored, anchoredByCopy } from '../trail/anchored.ts';
import { checkedArchive } from './archived.ts';
import { isVisible } from './site-finder.ts';

type EngineQueries = Pick<
  QueryHandlers,
  | 'engine.status'
  | 'engine.verify'
  | 'suppressed.list'
  | 'identity.get'
  | 'retention.get'
  | 'holds.list'
  | 'watchdog.get'
  | 'updates.get'
  | 'lan.get'
>;
type Status = Answer<'engine.status'>;

/** What only the running program knows about itself. */
export type HostFacts = Pick<Status, 'version' | 'host' | 'demo' | 'timezone'> & {
  readonly state: () => { readonly state: Status['state']; readonly reason: string | null };
};

/** Named values of the engine that the queries read. */
export const LAST_TICK_AT = 'last_tick_at';
export const LOCAL_ACTOR = 'local_actor';
/** Where the outside watchdog is told; '' for nowhere. */
export const WATCHDOG_URL = 'watchdog.url';
/** Where updates are looked for; '' for nowhere. */
export const UPDATES_ADDRESS = 'updates.address';
/** What the last turn of each of these jobs found wrong; '' when nothing was. */
export const TOLD_RESULTS = ['self-test', 'backup', 'disk', 'anchor', 'reports'].map(
  (job) => `upkeep.${job}.result`,
);

const LOAD_WINDOW = 10 * MINUTE;

/** The engine as a whole: what it did last, what it holds back, what it could not take in, whether its file is sound. */
export function createEngineQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
  host: HostFacts,
  archive: ArchiveReads,
  anchorFiles: OpenAnchorFile | null,
): EngineQueries {
  return {
    'engine.status': (_, { scope }) => statusAt(clock.now(), scope, readModel, fleet(), host),
    'engine.verify': async ({ copy }) => {
      const { problems: own, ...found } = readModel.integrity();
      const { findings, problems: ofArchive } = checkedArchive(archive);
      const anchors = copy ? anchoredByCopy(readModel, copy) : await anchored(readModel, anchorFiles);
      const ofAnchors = anchors?.problem == null ? [] : [anchors.problem];
      const problems = [...own, ...ofArchive, ...ofAnchors];
      return { ...found, archived: findings, anchors, ok: problems.length === 0, problems };
    },
    'suppressed.list': ({ active }, { scope }) =>
      readModel.suppressed(scope, active ? clock.now() : null).map((entry) => placed(entry, fleet())),
    'watchdog.get': () => ({ url: readModel.state(WATCHDOG_URL) || null }),
    'updates.get': () => ({ address: readModel.state(UPDATES_ADDRESS) || null }),
    'lan.get': () => readLanSettings(readModel.state),
    'retention.get': () => readRetention(readModel.state),
    'holds.list': () => ({ holds: [...readHolds(readModel.state(HOLDS))] }),
    'identity.get': (_, { actor }) =>
      actor.verified
        ? { name: actor.name, verified: true }
        : { name: readModel.state(LOCAL_ACTOR), verified: false },
  };
}

function statusAt(
  at: EpochMs,
  scope: TenantScope,
  readModel: ReadModel,
  fleet: Fleet,
  { version, host, demo, timezone, state }: HostFacts,
): Status {
  const sites = fleet.sites.filter((site) => isVisible(site, scope));
  const audited = readModel.auditedSites();
  const now = state();
  return {
    version,
    host,
    demo,
    now: at,
    timezone,
    state: now.state,
    state_reason: now.reason ?? remarkOf(readModel),
    last_tick_at: instantOf(readModel.state(LAST_TICK_AT)),
    sites: sites.length,
    sites_audited: sites.filter((site) => isAudited(site) && audited.has(site.id)).length,
    rounds: [...readModel.lastRounds()],
    suppressed: readModel.suppressed(scope, at).length,
    alarms_10_min: readModel.alertsSince(scope, at - LOAD_WINDOW),
    sources: toSources(readModel.sources(scope), readModel.state(SAVED_SOURCES)),
    quarantined: readModel.quarantined(scope),
  };
}

/** What upkeep has to say to whoever sits at the desk; null when nothing. */
const remarkOf = (readModel: ReadModel): string | null =>
  TOLD_RESULTS.flatMap((name) => readModel.state(name) || []).join(' ') || null;

/** The health of a source is what the engine judged last. */
function toSources(sources: readonly SourceEntry[], saved: string | null): Status['sources'] {
  const silent = new Set(
    readSavedSources(saved)?.sources.flatMap(({ code, health }) => (health === 'SILENT' ? [code] : [])),
  );
  return sources.map((source) => ({
    ...source,
    health: source.last_received_at === null ? 'NEVER' : silent.has(source.code) ? 'SILENT' : 'HEALTHY',
  }));
}

/** What is held back, with the names of its place as they are now. */
function placed(entry: SuppressedEntry, { byCode }: Fleet): Answer<'suppressed.list'>[number] {
  const site = byCode.get(entry.site);
  return {
    ...entry,
    site_name: site?.name ?? null,
    timezone: site?.timezone ?? null,
    client: site?.client ?? null,
    tenant: site?.tenant ?? null,
  };
}

const instantOf = (text: string | null): EpochMs | null => (text === null ? null : Number(text));
