import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HOUR } from '#core/model/time.ts';
import { type Mqtt5Broker, mqtt5Broker } from '#test/kit/mqtt5-broker.ts';
import { makeFolder } from './parts/folders.ts';
import { beginLife, endLife, identityOf, type MqttBug, NUMBERS_FROM, Publisher } from './parts/mqtt-life.ts';
import { comesTrue, pause } from './parts/pause.ts';
import { faultsOf, type Setting, type Suite, Tally } from './parts/suite.ts';

/** Messages that are published together, and the wait between two of these, ms. */
const TOGETHER = 5;
const BETWEEN_MS = 4;
/** A kill falls this long after the first acknowledgement of a life at the latest, ms. */
const LATEST_MS = 120;
/** Acknowledgements are lost for so long before it at most, ms: what was stored in that time comes again. */
const DEAF_MS = 60;
const ALL_WITHIN_MS = 60_000;
const MOST_CONTROL_KILLS = 12;

/**
 * The real program reading a broker, killed between receipt and commit, before and after the acknowledgement. The broker is our own: Aedes numbers
 * messages of a resumed session by numbers that others still have, and takes one acknowledgement for another.
 */
export const mqtt: Suite = {
  name: 'mqtt',
  unit: 'kills -9',
  size: 500,
  tools: [],
  run: (setting) => killAgainAndAgain(setting, null),
  async control(setting) {
    const size = Math.min(setting.size, MOST_CONTROL_KILLS);
    const hasty = await killAgainAndAgain(inside(setting, 'hasty', size), 'ack before commit');
    const forgetful = await killAgainAndAgain(inside(setting, 'forgetful', size), 'forgets what was taken');
    const bothFound = hasty.lost.length > 0 && forgetful.doubled.length > 0;
    return bothFound ? { ...hasty, doubled: faultsOf(forgetful) } : new Tally();
  },
};

const inside = (setting: Setting, name: string, size: number): Setting => ({
  ...setting,
  size,
  folder: makeFolder(setting.folder, name),
});

async function killAgainAndAgain(
  { size, random, folder, progress }: Setting,
  bug: MqttBug | null,
): Promise<Tally> {
  await using broker = await mqtt5Broker();
  const settings = { database: join(folder, 'vigil.db'), port: broker.port, bug };
  const publisher = new Publisher(broker, Date.now() - HOUR);
  const tally = new Tally();
  let isSubscribed = false;
  while (tally.cases < size && (bug === null || tally.cases === 0 || faultsOf(tally).length === 0)) {
    const child = await beginLife(settings);
    if (!isSubscribed) await comesTrue(() => broker.isSubscribed(), ALL_WITHIN_MS);
    isSubscribed = true;
    const waits = { hears: random.between(0, LATEST_MS), deaf: random.between(0, DEAF_MS) };
    await feedAndKill(broker, publisher, waits, () => endLife(child));
    tally.cases += 1;
    const acknowledged = [...broker.settled];
    tally.add({ lost: missing(settings.database, acknowledged) }, `kill ${tally.cases}`);
    if (bug === 'forgets what was taken')
      tally.add({ doubled: doubled(settings.database) }, `kill ${tally.cases}`);
    if (tally.cases % 25 === 0)
      progress(`${tally.cases} of ${size} kills, ${publisher.published.length} messages`);
  }
  const last = await beginLife(settings);
  const isAll = () => new Set(broker.settled).size === publisher.published.length;
  if (bug === null) await comesTrue(isAll, ALL_WITHIN_MS);
  await endLife(last);
  tally.add(
    { lost: missing(settings.database, publisher.published), doubled: doubled(settings.database) },
    'in the end',
  );
  tally.notes.push(`${publisher.published.length} messages, half of them without a time of their own`);
  return tally;
}

/** Publishes all the while; the kill falls some time after the first acknowledgement of this life. */
async function feedAndKill(
  broker: Mqtt5Broker,
  publisher: Publisher,
  { hears, deaf }: { readonly hears: number; readonly deaf: number },
  kill: () => Promise<void>,
): Promise<void> {
  const before = broker.settled.length;
  let isOver = false;
  const feeding = (async () => {
    while (!isOver) {
      publisher.publish(TOGETHER);
      await pause(BETWEEN_MS);
    }
  })();
  await comesTrue(() => broker.settled.length > before, ALL_WITHIN_MS);
  await pause(hears);
  broker.deafen(true);
  await pause(deaf);
  await kill();
  broker.deafen(false);
  isOver = true;
  await feeding;
}

const STORED = `SELECT CASE WHEN ref >= ${NUMBERS_FROM} THEN ref ELSE ts END AS identity
  FROM (SELECT ts, ref FROM event_hot UNION ALL SELECT ts, ref FROM event_run)`;

function identities(database: string): readonly number[] {
  const reader = new Database(database, { readonly: true });
  try {
    return reader.prepare<[], number>(STORED).pluck().all();
  } finally {
    reader.close();
  }
}

function missing(database: string, payloads: readonly string[]): readonly string[] {
  const stored = new Set(identities(database));
  const lost = payloads.filter((payload) => !stored.has(identityOf(payload)));
  return lost.map((payload) => `the message ${payload} was acknowledged and is not there`);
}

function doubled(database: string): readonly string[] {
  const counts = new Map<number, number>();
  for (const identity of identities(database)) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return [...counts].flatMap(([identity, count]) =>
    count > 1 ? [`the message ${identity} is there ${count} times`] : [],
  );
}
