import { expect, it } from 'vitest';
import { siteAtHand } from './sites.ts';

const at = (screen: string, site: string | null, cursor: string | null) =>
  siteAtHand({
    view: { getState: () => ({ screen, site }) },
    fleet: { getState: () => ({ cursor }) },
  } as unknown as Parameters<typeof siteAtHand>[0]); // safe: reads these three values only

it('audits the site whose page is open, else the one that the keys are at, and none from another screen', () => {
  expect(at('fleet', 'RB-01', 'RB-02')).toBe('RB-01');
  expect(at('fleet', null, 'RB-02')).toBe('RB-02');
  expect(at('fleet', null, null)).toBeNull();
  expect(at('feed', null, 'RB-02')).toBeNull();
});
