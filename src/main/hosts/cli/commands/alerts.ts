import { toIso } from '#core/model/time.ts';
import type { Command } from '../command.ts';
import { DONE } from '../usage.ts';

/** As many as the contract gives at once. */
const MOST = 10_000;

/** Alerts, the newest first. */
export const alertsCommand: Command = {
  usage: 'vigil alerts [--site CODE] [--since T] [--db FILE] [--json]',
  operands: false,
  options: { site: { type: 'string' }, since: { type: 'string' } },
  async run(given, { output, ask }) {
    const site = given.text('site');
    const since = given.instant('since');
    const alerts = await ask('alerts.list', {
      limit: MOST,
      ...(site === undefined ? {} : { site }),
      ...(since === undefined ? {} : { since }),
    });
    output.records(
      alerts.map((alert) => ({ ...alert, created_at: toIso(alert.created_at) })),
      [
        { title: 'CREATED', of: (alert) => alert.created_at },
        { title: 'SEVERITY', of: (alert) => alert.severity },
        { title: 'STATE', of: (alert) => alert.state },
        { title: 'SITE', of: (alert) => alert.site },
        { title: 'TYPE', of: (alert) => alert.alert_type },
        { title: 'FINDING', of: (alert) => alert.finding_id },
        { title: 'MESSAGE', of: (alert) => alert.message },
      ],
    );
    if (alerts.length === MOST)
      output.tell(`These are the newest ${MOST}; narrow them with --site or --since.`);
    return DONE;
  },
};
