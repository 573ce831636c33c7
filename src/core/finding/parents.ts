import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { countedAnew } from './escalation.ts';
import type { Key } from './identity.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';

/** Which kind of finding explains another kind at the same site: as a whole, or of the same subject. The widest explanation first. */
const PARENT_OF: readonly {
  readonly child: RegExp;
  /** $1: what the first group of `child` found. */
  readonly parent: string;
  readonly of: 'site' | 'subject';
}[] = [
  { child: /^CRITICAL_SIGNAL_.+_LOW$/, parent: 'SILENT_SITE', of: 'site' },
  { child: /^ANOMALY_.+_BELOW$/, parent: 'SILENT_SITE', of: 'site' },
  { child: /^ANOMALY_(.+)_BELOW$/, parent: 'CRITICAL_SIGNAL_$1_LOW', of: 'subject' },
  { child: /^(TASK|TOUR)_OVERDUE$/, parent: 'SLA_STORM', of: 'site' },
  { child: /^GEOFENCE_BREACH$/, parent: 'GUARD_OUT_OF_SITE', of: 'subject' },
];

/** The keys of the findings that adopt this one while both are active at a site. */
export const siteParentKeys = ({ finding_type, scope_key, subject }: Finding): readonly Key[] =>
  PARENT_OF.filter(({ child }) => child.test(finding_type)).map(({ child, parent, of }) => ({
    scope: 'site',
    scope_key,
    finding_type: finding_type.replace(child, parent),
    subject: of === 'site' ? '' : subject,
  }));

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

/** Nothing came that would explain it: what was held back for a moment is heard after all. */
export const announce = (finding: Finding): Step => changed(finding, {}, 'announced', { notify: true });

/**
 * The parent is over and the child is still true: it stands on its own. Whoever heard of it before hears of it again; one
 * that nobody heard of is announced when the next round still sees it, since a site that comes back takes its time.
 */
export const release = (child: Finding, at: EpochMs): Step =>
  changed(child, { parent_id: null, ...countedAnew(child, at) }, 'released', {
    notify: child.alert_id !== null,
  });
