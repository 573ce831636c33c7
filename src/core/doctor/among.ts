import { MINUTE } from '../model/time.ts';
import type { Facts, SiteFacts } from './facts.ts';

/** It ticks every 5 s; one long tick after a sleep may take longer than a few of these. */
const TICKS_WITHIN = MINUTE;

export const isTicking = ({ at, engine: { last_tick_at } }: Facts): boolean =>
  last_tick_at !== null && at - last_tick_at <= TICKS_WITHIN;

/** Sites at which audits run at all, held back or not. */
export const audited = (sites: readonly SiteFacts[]): readonly SiteFacts[] =>
  sites.filter(({ phase }) => phase !== 'INACTIVE' && phase !== 'DISABLED');

export const codesOf = (sites: readonly SiteFacts[]): readonly string[] => sites.map(({ site }) => site.code);
