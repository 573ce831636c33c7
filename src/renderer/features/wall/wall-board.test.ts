import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { PAGE_STANDS, pageAt, wallGrid, wallTiles } from './wall-board.ts';

const AT = Date.UTC(2026, 10, 22, 2);

describe('the wall board', () => {
  it('has a tile for each site, with what is worst there and how much more is open', () => {
    const tiles = wallTiles([
      findingRow('F-1', { site: 'A', severity: 'LOW' }),
      findingRow('F-2', { site: 'A', severity: 'CRITICAL', condition: 'CLEARED' }),
      findingRow('F-3', { site: 'A', severity: 'HIGH' }),
      findingRow('F-4', { site: 'B', severity: 'MEDIUM' }),
    ]);
    expect(tiles.map(({ key, worst, more }) => [key, worst.id, more])).toEqual([
      ['A', 'F-3', 2],
      ['B', 'F-4', 0],
    ]);
  });

  it('puts the gravest first, of these the unseen, of these who waits longest, and what cleared last', () => {
    const tiles = wallTiles([
      findingRow('cleared', { site: 'A', severity: 'CRITICAL', condition: 'CLEARED' }),
      findingRow('young', { site: 'B', condition_started_at: AT }),
      findingRow('old', { site: 'C', condition_started_at: AT - MINUTE }),
      findingRow('seen', { site: 'D', status: 'ACKNOWLEDGED', condition_started_at: AT - 9 * MINUTE }),
      findingRow('grave', { site: 'E', severity: 'CRITICAL', status: 'ACKNOWLEDGED' }),
    ]);
    expect(tiles.map(({ worst }) => worst.id)).toEqual(['grave', 'old', 'young', 'seen', 'cleared']);
  });

  it('keeps what belongs to no site apart', () => {
    const tiles = wallTiles([findingRow('F-1', { site: null }), findingRow('F-2', { site: null })]);
    expect(tiles.map(({ site, more }) => [site, more])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });

  it('takes as many tiles as can be read, one at least', () => {
    expect(wallGrid(1280 - 32, 800 - 180)).toEqual({ columns: 2, rows: 2 });
    expect(wallGrid(1920 - 32, 1080 - 180)).toEqual({ columns: 4, rows: 3 });
    expect(wallGrid(10, 10)).toEqual({ columns: 1, rows: 1 });
  });

  it('turns its pages every 20 s, and begins anew after the last', () => {
    const list = [1, 2, 3, 4, 5];
    const start = 30 * PAGE_STANDS;
    expect(pageAt(list, 2, start)).toEqual({ shown: [1, 2], page: 1, pages: 3 });
    expect(pageAt(list, 2, start + PAGE_STANDS - 1).page).toBe(1);
    expect(pageAt(list, 2, start + PAGE_STANDS)).toEqual({ shown: [3, 4], page: 2, pages: 3 });
    expect(pageAt(list, 2, start + 2 * PAGE_STANDS).shown).toEqual([5]);
    expect(pageAt(list, 2, start + 3 * PAGE_STANDS).page).toBe(1);
    expect(pageAt([], 2, start)).toEqual({ shown: [], page: 1, pages: 1 });
  });
});
