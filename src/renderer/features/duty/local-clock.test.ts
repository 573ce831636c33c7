import { describe, expect, it } from 'vitest';
import { localText, parseLocal } from './local-clock.ts';

const at = (text: string) => Date.parse(text);
const near = at('2026-11-20T20:30:00Z');

describe('a time that somebody writes', () => {
  it.each([
    ['2026-11-20 02:14', '2026-11-19T20:44:00Z'],
    ['2026-11-20T2:14', '2026-11-19T20:44:00Z'],
    // 20:30 UTC is past two in the morning of the 21st in Kolkata
    [' 02:14 ', '2026-11-20T20:44:00Z'],
    ['0214', '2026-11-20T20:44:00Z'],
    ['2:14', '2026-11-20T20:44:00Z'],
  ])('%j is on the clocks of the site', (text, expected) => {
    expect(parseLocal(text, 'Asia/Kolkata', near)).toBe(at(expected));
  });

  it.each(['', 'soon', '25:00', '12:61', '2026-13-01 02:00', '2026-02-30 02:00'])('%j is none', (text) => {
    expect(parseLocal(text, 'Asia/Kolkata', near)).toBeNull();
  });

  it('is none where a clock change leaves it out, and the first where it has two readings', () => {
    expect(parseLocal('2026-03-29 02:30', 'Europe/Berlin', near)).toBeNull();
    expect(parseLocal('2026-10-25 02:30', 'Europe/Berlin', near)).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('is what is written for it', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'Pacific/Auckland', 'America/St_Johns', 'Pacific/Pago_Pago'])
      for (let day = 0; day < 365; day += 7) {
        const instant = at('2026-01-01T00:07:00Z') + day * 86_400_000;
        expect(parseLocal(localText(instant, zone), zone, near)).toBe(instant);
      }
  });
});
