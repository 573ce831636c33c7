import { isAudited } from '#core/model/site.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Emit } from '#main/services/engine/context.ts';
import type { UpkeepJob } from '../job.ts';

type Parts = { readonly randomId: RandomId; readonly emit: Emit };

/** So many are written in one transaction. */
const AT_ONCE = 200;
const MORNING = { hour: 6, minute: 0 };
const MONDAY = 1;

/** Every Monday: the checkup of each audited site falls due, but where one waits already. */
export const siteCheckups = ({ randomId, emit }: Parts): UpkeepJob => ({
  name: 'site-checkups',
  action: 'checkups.due',
  schedule: { ...MORNING, dayOfWeek: MONDAY },
  *run({ store, fleet }, at) {
    const audited = fleet().sites.filter(isAudited);
    let due = 0;
    for (let first = 0; first < audited.length; first += AT_ONCE) {
      store.transaction(() => {
        // Between two of these somebody may begin one that was not due.
        const waiting = store.checkups.openSites();
        const sites = audited.slice(first, first + AT_ONCE).filter(({ code }) => !waiting.has(code));
        for (const { code } of sites)
          store.checkups.add({ id: randomId(), kind: 'SITE', site: code, due_at: at });
        due += sites.length;
      });
      yield;
    }
    emit('checkups.changed', {});
    return { numbers: { due, waiting: audited.length - due }, problems: [] };
  },
});

/** On the first of each month: the checkup of the installation falls due, but where one waits already. */
export const installationCheckup = ({ randomId, emit }: Parts): UpkeepJob => ({
  name: 'installation-checkup',
  action: 'checkups.due',
  schedule: { ...MORNING, date: 1 },
  *run({ store }, at) {
    const isWaiting = store.checkups.openOf('INSTALLATION', null) !== null;
    if (!isWaiting)
      store.transaction(() =>
        store.checkups.add({ id: randomId(), kind: 'INSTALLATION', site: null, due_at: at }),
      );
    emit('checkups.changed', {});
    return { numbers: { due: Number(!isWaiting), waiting: Number(isWaiting) }, problems: [] };
  },
});
