/** Where the choices of this screen are kept between starts. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'vigil.fleet';

/** How the fleet is shown; remembered. */
export type FleetChoices = { readonly layout: 'tiles' | 'rows'; readonly byClient: boolean };
const FRESH: FleetChoices = { layout: 'tiles', byClient: false };

/** What was kept, as far as it can be read. */
export function readChoices(keep: Keep): FleetChoices {
  try {
    const kept: unknown = JSON.parse(keep.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return FRESH;
    return {
      layout: 'layout' in kept && kept.layout === 'rows' ? 'rows' : 'tiles',
      byClient: 'byClient' in kept && kept.byClient === true,
    };
  } catch {
    return FRESH; // somebody else's text: start afresh
  }
}

export const writeChoices = (keep: Keep, { layout, byClient }: FleetChoices): void =>
  keep.setItem(KEY, JSON.stringify({ layout, byClient }));
