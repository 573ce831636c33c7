import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantScope } from '#core/model/actor.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { TriedOrder, WhatIfListener, WhatIfOptions } from '#main/hosts/cli/parts.ts';
import { Refused } from '#main/services/handlers.ts';
import { resultOf } from '#main/services/what-if/what-if.ts';
import type { Installation } from './cli-connection.ts';
import { createTrials } from './workers/what-if-client.ts';

/** Tries changed settings as the screens do, in threads beside a running engine. Nothing is changed. Rejects with Refused. */
export async function runWhatIf(
  { database, dataFolder, resources }: Installation,
  thread: URL,
  { order, scope }: Pick<WhatIfOptions, 'order'> & { readonly scope: TenantScope },
  { progress, interrupted }: WhatIfListener,
): Promise<TriedOrder> {
  if (!existsSync(database)) throw new Refused('not-found', `There is no database at ${database}.`);
  prepareDataFolder(dataFolder);
  const trials = createTrials({
    ...{ file: thread, database, migrations: join(resources, 'migrations'), dataFolder },
    ...{ clock: systemClock, timers: systemTimers },
    log: createLog(systemClock, createFileSink(join(dataFolder, 'logs'))),
  });
  let told = 0;
  const { plan, comparison } = await trials.start(order, scope, (done) => {
    const percent = Math.floor(done * 10) * 10;
    if (percent > told) progress(`replayed ${percent} %`);
    told = Math.max(told, percent);
  });
  const ended = await Promise.race([comparison, interrupted().then(() => null)]).finally(trials.close);
  if (ended === null) {
    comparison.catch(() => {}); // it ends by being cancelled
    throw new Refused('conflict', 'The trial was cancelled. Nothing was changed.');
  }
  const { from, to, sites, version } = plan;
  return { from, to, sites: sites.map(({ code }) => code), version, result: resultOf(ended) };
}
