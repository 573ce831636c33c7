import { describe, expect, it } from 'vitest';
import { siteRow as site } from '#test/kit/site-row.ts';
import { columnsIn, layTiles, lineOf, moveTo } from './tile-layout.ts';

const sites = ['A', 'B', 'C', 'D', 'E'].map((code) => site(code));

describe('tiles', () => {
  it('take as many columns as fit with their gaps, and one where not even that fits', () => {
    expect(columnsIn(548, 268, 8)).toBe(2);
    expect(columnsIn(543, 268, 8)).toBe(1);
    expect(columnsIn(544, 268, 8)).toBe(2);
    expect(columnsIn(0, 268, 8)).toBe(1);
  });

  it('lie in lines, or under their client, the client of the worst site first', () => {
    expect(layTiles(sites, 2, false).map((line) => line.kind === 'tiles' && line.sites.length)).toEqual([
      2, 2, 1,
    ]);
    const mixed = [site('X', { client: 'ONE' }), site('Y', { client: 'TWO' }), site('Z', { client: 'ONE' })];
    const lines = layTiles(mixed, 3, true);
    expect(lines.map((line) => (line.kind === 'client' ? line.client : line.sites.length))).toEqual([
      'ONE',
      2,
      'TWO',
      1,
    ]);
  });

  it('are walked by arrows, never out of the grid', () => {
    const lines = layTiles(sites, 2, false);
    expect(moveTo(lines, null, 'right')).toBe('A');
    expect(moveTo(lines, 'A', 'right')).toBe('B');
    expect(moveTo(lines, 'B', 'right')).toBe('C');
    expect(moveTo(lines, 'A', 'left')).toBe('A');
    expect(moveTo(lines, 'B', 'down')).toBe('D');
    expect(moveTo(lines, 'D', 'down')).toBe('E');
    expect(moveTo(lines, 'E', 'down')).toBe('E');
    expect(moveTo(lines, 'D', 'up')).toBe('B');
    expect(moveTo(lines, 'A', 'page-down')).toBe('E');
    expect(moveTo(lines, 'E', 'first')).toBe('A');
    expect(moveTo(lines, 'A', 'last')).toBe('E');
    expect(moveTo([], null, 'down')).toBeUndefined();
  });

  it('are walked over the heads of clients', () => {
    const lines = layTiles([site('A'), site('B', { client: 'OTHER' })], 2, true);
    expect(moveTo(lines, 'A', 'down')).toBe('B');
    expect(lineOf(lines, 'B')).toBe(3);
    expect(lineOf(lines, 'gone')).toBe(-1);
  });
});
