import type { Finding } from '#core/model/finding.ts';
import type { Key } from './identity.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';

/** Which kind of finding, at the same site, explains another kind. */
const PARENT_OF: readonly { readonly child: RegExp; readonly parent: string }[] = [
  { child: /^CRITICAL_SIGNAL_.+_LOW$/, parent: 'SILENT_SITE' },
  { child: /^(TASK|TOUR)_OVERDUE$/, parent: 'SLA_STORM' },
];

/** The finding type that adopts this one while both are active at a site, or null. */
export const parentTypeOf = (findingType: string): string | null =>
  PARENT_OF.find(({ child }) => child.test(findingType))?.parent ?? null;

/** The key under which a source is found silent. */
export const sourceKey = (code: string): Key => ({
  scope: 'source',
  scope_key: code,
  finding_type: 'SOURCE_SILENT',
  subject: `source:${code}`,
});

/** The child goes under its parent: shown there, silent, and cleared with it. */
export const adopt = (child: Finding, parent: Finding): Step =>
  changed(child, { parent_id: parent.id }, 'adopted', { detail: `by ${parent.finding_type} ${parent.id}` });

/** The parent is over and the child is still true: it stands on its own and is heard. */
export const release = (child: Finding): Step =>
  changed(child, { parent_id: null }, 'released', { notify: true });
