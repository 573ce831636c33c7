import { z } from 'zod';
import type { Input } from '#contract/index.ts';
import type { IndicatorScope } from '#contract/indicators.ts';

/** What is asked for: the last days, or some of the past, of which part. */
export type Asked = {
  /** How many days back from the last audit; null: from `first` to `last`. */
  readonly days: number | null;
  /** YYYY-MM-DD, both of them included, in the zone; nothing: not said yet. */
  readonly first: string;
  readonly last: string;
  /** null: that of the installation. */
  readonly zone: string | null;
  readonly of: IndicatorScope['of'];
  /** Code, name or type; nothing for everything. */
  readonly name: string;
};

export const PARTS = ['ALL', 'TENANT', 'CLIENT', 'SITE', 'CONSOLE', 'OPERATOR', 'RULE'] as const;

/** Where the choices of this screen are kept between starts. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'vigil.indicators';

const text = z.string().max(200).catch('');
/** What a workstation remembers; each choice that cannot be read is the usual one. */
const Kept = z.object({
  days: z.number().int().min(1).max(800).nullable().catch(30),
  first: text,
  last: text,
  zone: z.string().max(64).nullable().catch(null),
  of: z.enum(PARTS).catch('ALL'),
  name: text,
});

/** What was kept, as far as it can be read. */
export function readAsked(keep: Keep): Asked {
  try {
    return Kept.catch(Kept.parse({})).parse(JSON.parse(keep.getItem(KEY) ?? '{}'));
  } catch {
    return Kept.parse({}); // somebody else's text: start afresh
  }
}

/** Keeps it for the next start; a person's name is not left behind at a workstation. */
export const keepAsked = (keep: Keep, asked: Asked): void =>
  keep.setItem(KEY, JSON.stringify(asked.of === 'OPERATOR' ? { ...asked, of: 'ALL', name: '' } : asked));

/** Whether nothing is missing that must be known to ask. */
export const isWhole = ({ days, first, last, of, name }: Asked): boolean =>
  (of === 'ALL' || name !== '') && (days !== null || (first !== '' && last !== ''));

/** The span as the contract takes it. */
export const spanOf = (
  { days, first, last, zone }: Asked,
  installation: string,
): Pick<Input<'indicators.get'>, 'days' | 'between'> =>
  days === null ? { between: { first, last, zone: zone ?? installation } } : { days };

/** A client by its code, and by its tenant where that is not enough. */
function clientOf(name: string): IndicatorScope {
  const [client = '', tenant] = name.split('@');
  return { of: 'CLIENT', client, ...(tenant === undefined ? {} : { tenant }) };
}

/** The part as the contract takes it. */
export function scopeOf({ of, name }: Asked): IndicatorScope {
  switch (of) {
    case 'ALL':
      return { of };
    case 'TENANT':
      return { of, tenant: name };
    case 'CLIENT':
      return clientOf(name);
    case 'SITE':
      return { of, site: name };
    case 'CONSOLE':
      return { of, desk: name };
    case 'OPERATOR':
      return { of, operator: name };
    case 'RULE':
      return { of, rule: name };
  }
}
