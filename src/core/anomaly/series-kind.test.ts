import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { poisson } from '#test/bench/anomaly/draws.ts';
import { createKindWatch, isCount } from './series-kind.ts';

describe('the kind of a series', () => {
  it('is counts while whole numbers scatter like counts, many or few', () => {
    for (const mean of [0.05, 3, 400]) {
      const random = createRandom(`kind ${mean}`);
      const watch = createKindWatch();
      for (let row = 0; row < 500; row++) {
        watch.see(poisson(random, mean), mean);
        if (row >= 16) expect(watch.kind()).toBe('COUNT');
      }
    }
  });

  it('is counts where nothing ever happens', () => {
    const watch = createKindWatch();
    for (let row = 0; row < 100; row++) watch.see(0, 0);
    expect(watch.kind()).toBe('COUNT');
  });

  it('is readings from the first value on that no count can be, for good', () => {
    for (const odd of [0.5, -1, 1e17]) {
      const watch = createKindWatch();
      for (let row = 0; row < 50; row++) watch.see(row % 2 === 0 ? 3 : 7, 5);
      expect(watch.kind()).toBe('COUNT');
      watch.see(odd, 5);
      expect(watch.kind()).toBe('GAUGE');
      for (let row = 0; row < 2_000; row++) watch.see(row % 2 === 0 ? 3 : 7, 5);
      expect(watch.kind()).toBe('GAUGE');
    }
  });

  it('is readings where whole numbers hardly move, as degrees do, for as long as they do', () => {
    const watch = createKindWatch();
    for (let row = 0; row < 100; row++) watch.see(70 + (row % 3) - 1, 70);
    expect(watch.kind()).toBe('GAUGE');
    for (let row = 0; row < 500; row++) watch.see(row % 2 === 0 ? 50 : 90, 70);
    expect(watch.kind()).toBe('COUNT');
  });
});

it('takes whole numbers from 0 to the last that is exact for counts', () => {
  expect([0, 1, 2 ** 53 - 1].every(isCount)).toBe(true);
  expect([-1, 0.1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY].some(isCount)).toBe(false);
});
