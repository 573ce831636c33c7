import type { TenantScope } from '../model/actor.ts';
import type { KeptReport, Signed, SigningRole, Standing } from '../model/kept-report.ts';
import type { ReportBlock, ReportDocument } from '../model/report.ts';
import { personText } from './finding-words.ts';
import { dayAndTime } from './times.ts';

/** Where a report stands by the names under it. */
export function standingOf({ kind, signatures }: Pick<KeptReport, 'kind' | 'signatures'>): Standing {
  const has = (role: SigningRole) => signatures.some((each) => each.role === role);
  if (has('DECLINED')) return 'DECLINED';
  return isComplete(kind, has) ? 'SIGNED' : 'OPEN';
}

function isComplete(kind: KeptReport['kind'], has: (role: SigningRole) => boolean): boolean {
  if (kind === 'handover') return has('OUTGOING') && has('INCOMING');
  return has(kind === 'checkup' ? 'REVIEWED' : 'APPROVED');
}

/** Why somebody cannot sign, in words; null: nothing is against it. */
export function whyNotSign(
  { kind, made_by, signatures }: Pick<KeptReport, 'kind' | 'made_by' | 'signatures'>,
  { role, by }: Pick<Signed, 'role' | 'by'>,
): string | null {
  if (kind === 'checkup') return 'A checkup is signed when it is kept.';
  const isShift = role === 'OUTGOING' || role === 'INCOMING';
  if (isShift !== (kind === 'handover'))
    return kind === 'handover'
      ? 'A handover is signed by who goes and who comes.'
      : 'This report is released, not handed over.';
  if (standingOf({ kind, signatures }) === 'DECLINED') return 'It was sent back: make it again.';
  if (signatures.some((each) => each.role === role)) return 'It is signed already.';
  if (isShift)
    return signatures.some((each) => each.by === by) ? 'Who goes and who comes are two people.' : null;
  if (signatures.length > 0) return 'It was released.';
  return made_by === by ? 'Somebody else than who made it releases it.' : null;
}

/** Whether somebody who sees `own` may see a report about `scope`. */
export function coversScope(own: TenantScope, scope: TenantScope): boolean {
  if (own === 'all') return true;
  if (scope === 'all') return false;
  const hasTenant = (tenant: string) => own.tenants.includes(tenant);
  return (
    scope.tenants.every(hasTenant) &&
    (scope.clients ?? []).every(
      ({ tenant, client }) =>
        hasTenant(tenant) ||
        (own.clients ?? []).some((each) => each.tenant === tenant && each.client === client),
    ) &&
    (scope.sites ?? []).every((site) => own.sites?.includes(site) ?? false)
  );
}

const ROLE_WORDS: Readonly<Record<SigningRole, string>> = {
  OUTGOING: 'Outgoing',
  INCOMING: 'Incoming',
  APPROVED: 'Released by',
  DECLINED: 'Sent back by',
  REVIEWED: 'Looked at by',
};

/** Stands on every page of what goes to a client and was not released. */
export const DRAFT = 'DRAFT';
const STANDING_MARKS: Readonly<Record<Standing, string | null>> = {
  OPEN: DRAFT,
  SIGNED: null,
  DECLINED: 'SENT BACK',
};

/** The mark of a page: how the report stands, and what else it was made with. */
function markOf(made: string | null, standing: string | null): string | null {
  const parts = [standing, ...(made ?? '').split(' · ')].filter((part) => part && part !== DRAFT);
  return [...(standing === DRAFT ? [DRAFT] : []), ...parts].join(' · ') || null;
}

/** The places for names under a report. */
function rolesOf(kind: KeptReport['kind'], standing: Standing): readonly SigningRole[] {
  if (kind === 'handover') return ['OUTGOING', 'INCOMING'];
  if (kind === 'checkup') return ['REVIEWED'];
  return [standing === 'DECLINED' ? 'DECLINED' : 'APPROVED'];
}

/** The document with the names that were put under it, and the mark of what is not released yet. */
export function signedDocument(
  document: ReportDocument,
  { kind, signatures }: Pick<KeptReport, 'kind' | 'signatures'>,
  timezone: string,
): ReportDocument {
  const standing = standingOf({ kind, signatures });
  const roles = rolesOf(kind, standing);
  const block: ReportBlock = {
    kind: 'signatures',
    signatures: roles.map((role) => {
      const signed = signatures.find((each) => each.role === role);
      return {
        role: ROLE_WORDS[role],
        name:
          signed === undefined ? null : `${personText(signed.by)}${signed.verified ? '' : ' (not verified)'}`,
        at: signed === undefined ? null : dayAndTime(signed.at, timezone),
        note: signed?.note ?? null,
      };
    }),
  };
  return {
    ...document,
    mark: markOf(document.mark, kind === 'scorecard' ? STANDING_MARKS[standing] : null),
    sections: document.sections.map(({ heading, blocks }) => ({
      heading,
      blocks: blocks.map((each) => (each.kind === 'signatures' ? block : each)),
    })),
  };
}
