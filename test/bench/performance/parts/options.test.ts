import { describe, expect, it } from 'vitest';
import { FAMILIES, readOptions } from './options.ts';

describe('the options of the performance bench', () => {
  it('are everything at three sizes unless something is chosen', () => {
    expect(readOptions([])).toEqual({
      families: FAMILIES,
      sites: [100, 1_000, 10_000],
      events: [1_000_000, 10_000_000],
      json: null,
      strict: false,
      keep: false,
    });
  });

  it('choose families, sizes and how far the history grows, always from its first million', () => {
    const options = readOptions(['--only', 'heartbeat,start', '--sites', '1000', '--events', '50M']);
    expect(options.families).toEqual(['heartbeat', 'start']);
    expect(options.sites).toEqual([1_000]);
    expect(options.events).toEqual([1_000_000, 50_000_000]);
  });

  it('say what is wrong with an argument and what was expected', () => {
    expect(() => readOptions(['--only', 'speed'])).toThrow(/--only speed: expected some of start, blocks/);
    expect(() => readOptions(['--sites', '10x'])).toThrow(/--sites 10x: expected a whole number/);
    expect(() => readOptions(['--events', '5k'])).toThrow(
      /--events 5k: expected a whole number of at least 1000000/,
    );
    expect(() => readOptions(['--quick'])).toThrow(/--quick/);
  });
});
