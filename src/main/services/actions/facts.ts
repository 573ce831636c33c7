import { type DigestItem, digestWords } from '#core/actions/digest.ts';
import type { RoleContact } from '#core/config/desk-notes.ts';
import type { Facts, FindingMessage } from '#core/model/action.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { toIso } from '#core/model/time.ts';

/** What a message says of itself; `contact`: whoever the finding is escalated to. */
export type MessageFacts = {
  readonly kind: FindingMessage;
  readonly key: string;
  readonly contact?: RoleContact | null | undefined;
};

/** What a message about a finding is filled with: codes and words of the rules, and no person but whoever it is escalated to. */
export const factsOf = (
  finding: Finding,
  site: Site | null,
  runbook: string,
  { kind, key, contact }: MessageFacts,
): Facts => ({
  'finding.id': finding.id,
  'finding.type': finding.finding_type,
  'finding.category': finding.category,
  'finding.severity': finding.severity,
  'finding.title': finding.title,
  'finding.message': finding.message,
  'finding.status': finding.status,
  'finding.condition': finding.condition,
  'finding.subject': finding.subject,
  'finding.detected_at': toIso(finding.detected_at),
  'finding.started_at': toIso(finding.condition_started_at),
  'site.code': finding.site ?? '',
  'site.name': site?.name ?? '',
  'client.code': finding.client ?? '',
  'tenant.code': finding.tenant ?? '',
  'runbook.title': runbook,
  'escalation.role': contact?.role ?? '',
  'contact.name': contact?.name ?? '',
  'contact.phone': contact?.phone ?? '',
  'contact.email': contact?.email ?? '',
  'message.kind': kind,
  'message.key': key,
});

/** What a digest is filled with: what all of its findings have in common is that there are many. */
export function digestFacts(first: Facts, items: readonly DigestItem[]): Facts {
  const { title, message } = digestWords(items);
  const alike = (key: 'site.code' | 'site.name', value: string) =>
    new Set(items.map(({ site }) => site)).size === 1 ? { [key]: value } : { [key]: '' };
  return {
    ...first,
    ...{ 'finding.id': '', 'finding.type': 'DIGEST', 'finding.subject': '', 'runbook.title': '' },
    ...{ 'finding.title': title, 'finding.message': message },
    ...alike('site.code', first['site.code']),
    ...alike('site.name', first['site.name']),
  };
}

/** Since when a finding is over: its condition is, or a person has resolved it. null: it is not. */
export function overSince({ condition, status, cleared_at, resolved_at }: Finding): number | null {
  if (condition === 'ACTIVE' && status !== 'RESOLVED') return null;
  const ends = [cleared_at, resolved_at].filter((at) => at !== null);
  return ends.length === 0 ? 0 : Math.min(...ends);
}
