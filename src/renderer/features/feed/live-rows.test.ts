import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES, STATUSES } from '#core/model/finding.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';
import type { LiveRows, Placement } from './live-rows.ts';
import {
  appendPage,
  applyChanges,
  departed,
  firstPage,
  linesOf,
  NO_ROWS,
  renewedLines,
  settle,
} from './live-rows.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const placement = (lastVisible: number): Placement => ({
  filter: EVERYTHING_OPEN,
  sort: 'urgency',
  now: NOW,
  lastVisible,
});
const loaded = (...ids: readonly string[]): LiveRows => ({
  ...NO_ROWS,
  rows: ids.map((id, index) => findingRow(id, { detected_at: 1_000 - index })),
});
const idsOf = (live: LiveRows) => live.rows.map((row) => row.id);

describe('pushed rows', () => {
  it('lets a new row wait when it would move rows on the screen', () => {
    const live = applyChanges(loaded('a', 'b'), [findingRow('new', { severity: 'CRITICAL' })], placement(1));
    expect(idsOf(live)).toEqual(['a', 'b']);
    expect(live.waiting.map((row) => row.id)).toEqual(['new']);
  });

  it('puts a new row straight into its place below the screen, and into an empty feed', () => {
    const below = applyChanges(
      loaded('a', 'b', 'c'),
      [findingRow('new', { detected_at: 999 })],
      placement(0),
    );
    expect(idsOf(below)).toEqual(['a', 'new', 'b', 'c']);
    expect(idsOf(applyChanges(NO_ROWS, [findingRow('first')], placement(-1)))).toEqual(['first']);
  });

  it('leaves a row that belongs to a page not yet loaded to that page', () => {
    const live = applyChanges(
      { ...loaded('a'), next: 'x' },
      [findingRow('far', { severity: 'LOW' })],
      placement(0),
    );
    expect(idsOf(live)).toEqual(['a']);
    expect(live.waiting).toEqual([]);
  });

  it('renews a row where it stands, and never by an older revision', () => {
    const acknowledged = findingRow('a', { status: 'ACKNOWLEDGED', revision: 3 });
    const live = applyChanges(loaded('a', 'b'), [acknowledged], placement(1));
    expect(live.rows[0]?.status).toBe('ACKNOWLEDGED');
    const later = applyChanges(live, [findingRow('a', { revision: 2 })], placement(1));
    expect(later.rows[0]?.revision).toBe(3);
  });

  it('keeps a row that was resolved on the screen until the operator asks, and drops one that is not seen', () => {
    const resolved = (id: string) => findingRow(id, { status: 'RESOLVED', revision: 2 });
    const live = applyChanges(loaded('a', 'b', 'c'), [resolved('a'), resolved('c')], placement(1));
    expect(idsOf(live)).toEqual(['a', 'b']);
    expect(departed(live, EVERYTHING_OPEN, NOW)).toBe(1);
    expect(idsOf(settle(live, placement(1)))).toEqual(['b']);
  });

  it('forgets a waiting row that is resolved before anybody saw it', () => {
    const pushed = applyChanges(loaded('a'), [findingRow('new', { severity: 'CRITICAL' })], placement(0));
    const gone = findingRow('new', { severity: 'CRITICAL', status: 'RESOLVED', revision: 2 });
    const live = applyChanges(pushed, [gone], placement(0));
    expect(live.waiting).toEqual([]);
    expect(idsOf(live)).toEqual(['a']);
  });

  it('never moves a row on the screen, whatever is pushed', () => {
    const push = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y', 'z'),
      severity: fc.constantFrom(...SEVERITIES),
      status: fc.constantFrom(...STATUSES),
      detected_at: fc.nat(2_000),
      revision: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(push, { maxLength: 12 }),
        fc.integer({ min: 0, max: 3 }),
        (pushes, lastVisible) => {
          let live = loaded('a', 'b', 'c', 'd');
          const shown = idsOf(live).slice(0, lastVisible + 1);
          for (const row of pushes)
            live = applyChanges(live, [findingRow(row.id, row)], placement(lastVisible));
          expect(idsOf(live).slice(0, lastVisible + 1)).toEqual(shown);
          const everywhere = [...live.rows, ...live.waiting].map((row) => row.id);
          expect(new Set(everywhere).size).toBe(everywhere.length);
        },
      ),
    );
  });
});

describe('pages', () => {
  it('does not double a row that was pushed in the meantime', () => {
    const live = appendPage(loaded('a', 'b'), [findingRow('b'), findingRow('c')], null);
    expect(idsOf(live)).toEqual(['a', 'b', 'c']);
  });

  it('brings waiting rows into their places when the operator asks', () => {
    const live = applyChanges(loaded('a'), [findingRow('top', { severity: 'CRITICAL' })], placement(0));
    const settled = settle(live, placement(0));
    expect(idsOf(settled)).toEqual(['top', 'a']);
    expect(settled.waiting).toEqual([]);
  });
});

/** A finding and, last, one that it has adopted: both fit the filter. */
const filtered: Placement = { ...placement(-1), filter: { ...EVERYTHING_OPEN, severity: ['HIGH'] } };
const family = [
  findingRow('p', { detected_at: 9, children: 2 }),
  findingRow('q', { detected_at: 8 }),
  findingRow('c', { detected_at: 7, parent_id: 'p' }),
];
const drawn = (live: LiveRows, unfolded: Parameters<typeof linesOf>[1] = new Map()) =>
  linesOf(live.rows, unfolded).map(({ row, child }) => (child ? `- ${row.id}` : row.id));

describe('adopted findings that fit the filter by themselves', () => {
  it('stand beneath the one that has adopted them, where that fits too', () => {
    expect(drawn(firstPage(family, null))).toEqual(['p', '- c', 'q']);
    expect(drawn(firstPage(family.slice(1), null))).toEqual(['q', 'c']);
    expect(drawn(settle({ ...NO_ROWS, rows: family }, filtered))).toEqual(['p', '- c', 'q']);
  });

  it('are drawn once when their parent is unfolded, with those that do not fit', () => {
    const children = [findingRow('c', { parent_id: 'p' }), findingRow('low', { parent_id: 'p' })];
    const lines = linesOf(firstPage(family, null).rows, new Map([['p', children]]));
    expect(lines.map(({ row, listed, index }) => [row.id, listed, index])).toEqual([
      ['p', true, 0],
      ['c', false, 0],
      ['low', false, 0],
      ['q', true, 2],
    ]);
  });

  it('come in beneath it, and never between it and its children', () => {
    const born = findingRow('d', { detected_at: 6, parent_id: 'p' });
    const live = applyChanges(firstPage(family, null), [born], filtered);
    expect(drawn(live)).toEqual(['p', '- d', '- c', 'q']);
    const next = findingRow('n', { detected_at: 8.5 });
    expect(drawn(applyChanges(live, [next], filtered))).toEqual(['p', '- d', '- c', 'n', 'q']);
  });

  it('wait like any other when they would move rows on the screen', () => {
    const born = findingRow('d', { detected_at: 6, parent_id: 'p' });
    const live = applyChanges(firstPage(family, null), [born], { ...filtered, lastVisible: 2 });
    expect(drawn(live)).toEqual(['p', '- c', 'q']);
    expect(drawn(settle(live, filtered))).toEqual(['p', '- c', '- d', 'q']);
  });
});

it('draws the children of an unfolded finding beneath it', () => {
  const rows = [findingRow('p'), findingRow('q')];
  const lines = linesOf(rows, new Map([['p', [findingRow('c')]]]));
  expect(lines.map((line) => [line.row.id, line.child])).toEqual([
    ['p', false],
    ['c', true],
    ['q', false],
  ]);
});

describe('lines of rows that were renewed where they stand', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => findingRow(id, { parent_id: id === 'b' ? 'a' : null }));
  const lines = linesOf(rows, new Map());

  it('are the others as they were, and the renewed ones anew', () => {
    const renewed = rows.map((row) => (row.id === 'b' ? { ...row, revision: 2 } : row));
    const made = renewedLines(lines, rows, renewed);
    expect(made).toEqual(linesOf(renewed, new Map()));
    expect(made?.[0]).toBe(lines[0]);
  });

  it('are not guessed when one came, went, changed places or was adopted', () => {
    const [a, b, c, d] = rows;
    const adopted = rows.map((row) => (row.id === 'd' ? { ...row, parent_id: 'c' } : row));
    for (const other of [[a, b, c], [b, a, c, d], [...rows, findingRow('e')], adopted])
      expect(
        renewedLines(
          lines,
          rows,
          other.flatMap((row) => row ?? []),
        ),
      ).toBeNull();
  });
});
