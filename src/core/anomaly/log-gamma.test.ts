import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logGamma } from './log-gamma.ts';

/** Within 1e-13 of the size of the result, or of 1 where the result passes zero. */
function expectLog(actual: number, exact: number): void {
  expect(Math.abs(actual - exact)).toBeLessThan(1e-13 * Math.max(1, Math.abs(exact)));
}

it('is the logarithm of the factorial at whole numbers', () => {
  let factorial = 1n;
  for (let n = 1; n <= 170; n++) {
    expectLog(logGamma(n), Math.log(Number(factorial)));
    factorial *= BigInt(n);
  }
});

it('is known at halves: gamma(n + 1/2) = (2n)! / (4^n n!) · √π', () => {
  let value = Math.sqrt(Math.PI);
  for (let n = 0; n <= 60; n++) {
    expectLog(logGamma(n + 0.5), Math.log(value));
    value *= n + 0.5;
  }
});

it('is known far out and near zero', () => {
  // Stirling's series to more terms than needed, by hand: logGamma(1e6) = (1e6 − ½)·ln 1e6 − 1e6 + ½ ln 2π + 1/12e6 − 1/360e18.
  expectLog(logGamma(1e6), 12_815_504.569147611);
  // gamma(x) = 1/x − Euler's constant + …
  expectLog(logGamma(1e-8), Math.log(1e8 - 0.577_215_664_9));
});

it('grows by the logarithm of x from x to x + 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
      const difference = logGamma(x + 1) - logGamma(x);
      expect(Math.abs(difference - Math.log(x))).toBeLessThan(
        2e-13 * Math.max(10, Math.abs(logGamma(x + 1))),
      );
    }),
  );
});
