import { DISPOSITIONS } from '#core/model/finding.ts';
import type { Command } from '../command.ts';
import { DONE, UsageError } from '../usage.ts';

/** The weekly sample of resolved findings: lists it, or says what one of them was. */
export const reviewCommand: Command = {
  usage: `vigil review [ID --user U [--disposition ${DISPOSITIONS.join('|')} --reason R]] [--week YYYY-MM-DD] [--db FILE] [--json]`,
  operands: true,
  options: {
    user: { type: 'string' },
    disposition: { type: 'string' },
    reason: { type: 'string' },
    week: { type: 'string' },
  },
  async run(given, { output, ask }) {
    const [finding, ...others] = given.positionals;
    if (others.length > 0) throw new UsageError('One finding at a time is looked at again.');
    if (finding !== undefined) {
      const disposition = given.oneOf('disposition', DISPOSITIONS);
      const amend =
        disposition === undefined ? {} : { amend: { disposition, reason: given.needText('reason') } };
      const { agreed } = await ask('reviews.give', { finding, ...amend }, given.needText('user'));
      output.result({ finding, agreed }, () => `${finding}: ${agreed ? 'it holds' : 'amended'}.`);
      return DONE;
    }
    const day = given.text('week');
    const told = await ask('reviews.week', day === undefined ? {} : { day });
    const open = told.items.filter(({ review }) => review === null).length;
    output.tell(
      `Week of ${told.week}: ${told.closed} resolved, ${told.sample} to look at again, ${open}${told.more ? ' and more' : ''} of yours still open.`,
    );
    output.records(
      told.items.map(({ row, resolved_by, review }) => ({
        ...{ id: row.id, site: row.site, finding_type: row.finding_type, disposition: row.disposition },
        ...{ resolved_by, reviewed_by: review?.by ?? null, was: review?.was ?? null },
      })),
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'SITE', of: ({ site }) => site },
        { title: 'TYPE', of: ({ finding_type }) => finding_type },
        { title: 'DISPOSITION', of: ({ disposition }) => disposition },
        { title: 'RESOLVED BY', of: ({ resolved_by }) => resolved_by },
        { title: 'REVIEWED BY', of: ({ reviewed_by }) => reviewed_by },
      ],
    );
    return DONE;
  },
};
