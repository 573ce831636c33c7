import type { Action, Facts } from '#core/model/action.ts';
import { asksWhereTo, FIELDS } from '#core/model/action.ts';
import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import { type Content, contentOf } from './content.ts';

/** What stands in every place of a template, so that no wording hides that nothing has happened. */
const MARK = 'TEST';
/** Tells a machine what `MARK` tells a person. */
export const TEST_HEADER = 'Vigil-Test';

/** What a test message is filled with; `to`: where whoever is told is reached. */
function testFacts(key: string, to: string, at: EpochMs): Facts {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, MARK]));
  return {
    ...(fields as Facts), // safe: every field is in FIELDS
    'finding.title': `${MARK} message of Vigil: nothing has happened`,
    'finding.message': `${MARK}: an administrator tries whether messages arrive. Nothing is to be done.`,
    'finding.detected_at': toIso(at),
    'finding.started_at': toIso(at),
    ...{ 'contact.phone': to, 'contact.email': to, 'message.kind': MARK, 'message.key': key },
  };
}

/** A marked message as the action would send it about a finding; null: it would go to nobody. */
export function testContent(action: Action, key: string, to: string, at: EpochMs): Content | null {
  const content = contentOf(action, 'TRIGGER', testFacts(key, to, at));
  if (content === null || (asksWhereTo(action) && to === '')) return null;
  if (content.kind === 'WEBHOOK')
    return { ...content, headers: [...content.headers, { name: TEST_HEADER, value: '1' }] };
  return { ...content, subject: `${MARK}: ${content.subject}` };
}
