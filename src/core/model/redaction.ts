/**
 * What a manifest's word that names were left out is worth. HELD: leaving them out once more changes nothing. NOT_HELD: it would, or nobody can tell.
 * NONE: it says no such thing.
 */
export const REDACTIONS = ['NONE', 'HELD', 'NOT_HELD'] as const;
export type Redaction = (typeof REDACTIONS)[number];
