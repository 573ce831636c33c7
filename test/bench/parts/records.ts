import { join } from 'node:path';
import { buildFleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { ToldStory } from './told-story.ts';

/** One time that people were told of a finding. */
export type Notification = {
  readonly at: EpochMs;
  readonly site: string | null;
  readonly finding_type: string;
  readonly finding_id: string;
  /** The first of its finding: the one that is stored as its alert. */
  readonly first: boolean;
};

/** What a replay left in its database. */
export type Records = {
  readonly sites: readonly Site[];
  readonly notifications: readonly Notification[];
  /** By id of the finding: when it opened again. */
  readonly reopened: ReadonlyMap<string, readonly EpochMs[]>;
};

const MIGRATIONS = join(import.meta.dirname, '../../../resources/migrations');
const EVERY = 10_000_000;
/** What tells people of a finding once more. Escalation is left out: in a replay nobody acknowledges, so that each finding escalates. */
const AGAIN = new Set([
  'finding.reopened',
  'finding.severity_raised',
  'finding.called_again',
  'finding.released',
]);
/** Codes of people and devices are of no use here. */
const NO_IDS = { person: () => 0, device: () => 0 };

/** Reads sites, alerts and trail of a story's database, through the program's own read model. */
export function readRecords(story: Pick<ToldStory, 'database' | 'findings' | 'from' | 'to'>): Records {
  const reader = openReader(story.database, MIGRATIONS);
  try {
    const configuration = createConfigurationRepo(reader.session);
    const { sites } = buildFleet(configuration.documents(), NO_IDS, configuration.version());
    const readModel = createReadModel(reader.session);
    return {
      sites,
      notifications: notificationsOf(story, readModel),
      reopened: reopenedOf(story, readModel),
    };
  } finally {
    reader.close();
  }
}

type Story = Parameters<typeof readRecords>[0];

/**
 * Alerts by the instants of the replay: a call for help is raised as its file is ingested, too, and that alert stays; its
 * instant is the one that the replay printed.
 */
function notificationsOf(story: Story, readModel: ReadModel): readonly Notification[] {
  const printed = new Map(story.findings.map((finding) => [finding.id, finding]));
  const isTold = (at: EpochMs): boolean => at > story.from && at <= story.to;
  const alerts = readModel.alerts('all', { site: null, since: null, limit: EVERY });
  return alerts.flatMap(({ finding_id, site, alert_type, created_at }) => {
    const finding = printed.get(finding_id);
    if (finding === undefined) return [];
    const first = isTold(created_at) ? created_at : Date.parse(finding.detected_at);
    const again = timelineOf(finding_id, readModel).filter(
      ({ action, at }) => AGAIN.has(action) && at > first,
    );
    const named = { site, finding_type: alert_type, finding_id };
    return [
      { ...named, at: first, first: true },
      ...again.filter(({ at }) => isTold(at)).map(({ at }) => ({ ...named, at, first: false })),
    ];
  });
}

function reopenedOf(story: Story, readModel: ReadModel): Records['reopened'] {
  return new Map(
    story.findings.map(({ id }) => [
      id,
      timelineOf(id, readModel).flatMap(({ action, at }) => (action === 'finding.reopened' ? at : [])),
    ]),
  );
}

const timelineOf = (id: string, { findings }: ReadModel) => findings.get('all', id)?.timeline ?? [];
