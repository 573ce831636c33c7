import type { Site } from './fleet-order.ts';

/** One line of the tiles' grid: the head of a client, or a few tiles. */
export type TileLine =
  | { readonly kind: 'client'; readonly client: string; readonly count: number }
  | { readonly kind: 'tiles'; readonly sites: readonly Site[] };

/** How many tiles fit beside one another. Widths and gap in px. */
export const columnsIn = (width: number, least: number, gap: number): number =>
  Math.max(1, Math.floor((width + gap) / (least + gap)));

/** Lines of at most `columns` tiles, in the order of the sites; by client, in the order of each client's first site. */
export function layTiles(sites: readonly Site[], columns: number, byClient: boolean): readonly TileLine[] {
  if (!byClient) return inLines(sites, columns);
  const groups = Map.groupBy(sites, (site) => `${site.tenant}\n${site.client}`);
  return [...groups.values()].flatMap((group): readonly TileLine[] => [
    { kind: 'client', client: group[0]?.client ?? '', count: group.length },
    ...inLines(group, columns),
  ]);
}

const inLines = (sites: readonly Site[], columns: number): readonly TileLine[] =>
  Array.from({ length: Math.ceil(sites.length / columns) }, (_, line) => ({
    kind: 'tiles' as const,
    sites: sites.slice(line * columns, (line + 1) * columns),
  }));

/** How far one key goes. */
export type Move = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down';
/** Lines of tiles that a page key passes. */
const PAGE = 4;

/** The site that a key leads to from `from`; the first one when `from` is not there. Undefined only when there is none. */
export function moveTo(lines: readonly TileLine[], from: string | null, move: Move): string | undefined {
  const rows = lines.flatMap((line) => (line.kind === 'tiles' ? [line.sites] : []));
  const all = rows.flat();
  const at = all.findIndex(({ code }) => code === from);
  if (at === -1 || move === 'first') return all[0]?.code;
  if (move === 'last') return all.at(-1)?.code;
  if (move === 'left' || move === 'right') {
    const next = at + (move === 'right' ? 1 : -1);
    return (all[next] ?? all[at])?.code;
  }
  const row = rows.findIndex((sites) => sites.some(({ code }) => code === from));
  const column = rows[row]?.findIndex(({ code }) => code === from) ?? 0;
  const steps = { up: -1, down: 1, 'page-up': -PAGE, 'page-down': PAGE }[move];
  const wanted = Math.min(rows.length - 1, Math.max(0, row + steps));
  const target = rows[wanted] ?? [];
  return (target[column] ?? target.at(-1))?.code;
}

/** The line in which a site is; -1 when it is in none. */
export const lineOf = (lines: readonly TileLine[], code: string | null): number =>
  lines.findIndex((line) => line.kind === 'tiles' && line.sites.some((site) => site.code === code));
