import { expect, it } from 'vitest';
import { SILENT_AFTER, sourceHealth } from './source-health.ts';

const at = Date.parse('2026-03-02T10:00:00Z');

it('has never been heard while nothing was received from it', () => {
  expect(sourceHealth(null, 0, at)).toBe('NEVER');
});

it('is healthy up to and at the limit, silent past it', () => {
  expect(sourceHealth(at, 3, at)).toBe('HEALTHY');
  expect(sourceHealth(at - SILENT_AFTER, 3, at)).toBe('HEALTHY');
  expect(sourceHealth(at - SILENT_AFTER - 1, 3, at)).toBe('SILENT');
});

it('is never called silent with fewer than three sites', () => {
  expect(sourceHealth(at - 10 * SILENT_AFTER, 2, at)).toBe('HEALTHY');
});
