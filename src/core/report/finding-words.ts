import { spokenName } from '../model/actor.ts';
import type { Disposition, FindingSeverity } from '../model/finding.ts';

const GLYPHS: Readonly<Record<FindingSeverity, string>> = { CRITICAL: '◆', HIGH: '▲', MEDIUM: '■', LOW: '●' };

/** `◆ CRITICAL`: by shape and word, as on the screens. */
export const severityText = (severity: FindingSeverity): string => `${GLYPHS[severity]} ${severity}`;

export const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  TRUE_POSITIVE: 'true positive',
  BENIGN: 'benign',
  FALSE_POSITIVE: 'false positive',
  UNDETERMINED: 'undetermined',
};

/** Where a finding belongs, by code and name; what belongs to no site says so. */
export const siteText = (site: string | null, name: string | null): string =>
  site === null ? 'no site' : name === null || name === site ? site : `${site} ${name}`;

/** The name of somebody who acts, without where it was said: `local:Ada` is Ada. */
export const personText = (actor: string | null): string => (actor === null ? '' : spokenName(actor));
