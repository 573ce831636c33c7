import { NO_SCHEDULE, type ReportSchedule } from '#core/model/report-schedule.ts';
import type { EngineWorld } from '../engine/context.ts';
import type { CommandHandlers } from '../handlers.ts';

/** Named value of the engine: which reports are made by themselves, as JSON. */
export const REPORT_SCHEDULE = 'reports.schedule';

/** Which reports are made by themselves. */
export const readSchedule = (stored: string | null): ReportSchedule =>
  // Safe: only the command below writes it.
  stored === null ? NO_SCHEDULE : (JSON.parse(stored) as ReportSchedule);

/** Which reports are made by themselves is a decision that the trail remembers. */
export function createReportSchedule({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'reports.set_schedule'> {
  return {
    'reports.set_schedule': ({ schedule }, { actor }) => {
      const before = readSchedule(store.state.get(REPORT_SCHEDULE));
      const facts = {
        action: 'reports.scheduled',
        entity: 'engine',
        entity_id: 'reports',
        reason: null,
      } as const;
      store.transaction(() => {
        store.state.set(REPORT_SCHEDULE, JSON.stringify(schedule));
        store.trail.append([{ at: clock.now(), actor, ...facts, before, after: schedule }]);
      });
      return {};
    },
  };
}
