import { toIso } from '#core/model/time.ts';
import type { Command } from '../command.ts';
import { DONE } from '../usage.ts';

/** As many as the contract gives at once. */
const MOST = 1_000;

/** Telemetry that could not be placed, the newest first; its raw lines with --json alone, for they may name people. */
export const quarantineCommand: Command = {
  usage: 'vigil quarantine [--db FILE] [--json]',
  operands: false,
  options: {},
  async run(_, { output, ask }) {
    const rows = await ask('quarantine.list', { limit: MOST });
    output.records(
      rows.map((row) => ({ ...row, at: toIso(row.at) })),
      [
        { title: 'AT', of: (row) => row.at },
        { title: 'REASON', of: (row) => row.reason },
        { title: 'SITE', of: (row) => row.site },
        { title: 'PLACE', of: (row) => row.place },
        { title: 'DETAIL', of: (row) => row.detail },
      ],
    );
    if (rows.length === MOST) output.tell(`These are the newest ${MOST}.`);
    return DONE;
  },
};
