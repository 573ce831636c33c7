import { CADENCES } from '#core/model/audit-config.ts';
import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED } from '../usage.ts';

/** Audits outside the slots: now, or as of an instant. */
export const auditCommand: Command = {
  usage: 'vigil audit [--site CODE]… [--cadence HEARTBEAT|COMPREHENSIVE|DEEP] [--at T] [--db FILE] [--json]',
  operands: false,
  options: {
    site: { type: 'string', multiple: true },
    cadence: { type: 'string' },
    at: { type: 'string' },
  },
  async run(given, { output, ask }) {
    const cadence = given.oneOf('cadence', CADENCES);
    const at = given.instant('at');
    const result = await ask('audit.run', {
      sites: [...given.texts('site')],
      ...(cadence === undefined ? {} : { cadence }),
      ...(at === undefined ? {} : { at }),
    });
    output.result(result, () =>
      [
        `${result.sites_audited} sites audited: ${result.total_findings} findings (${result.opened.length} new), ` +
          `${result.alerts_created} alerts, ${result.suppressed} held back by maintenance, ${result.errors.length} errors`,
        ...result.opened.map((id) => `  new: ${id}`),
      ].join('\n'),
    );
    for (const { site, rule, message } of result.errors) output.tell(plain(`${site}: ${rule}: ${message}`));
    return result.errors.length > 0 ? FAILED : DONE;
  },
};
