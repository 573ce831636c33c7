import { expect, it } from 'vitest';
import { isSameCode, pairingCode, plainFingerprint } from './pairing-code.ts';

const FINGERPRINT = `0123456789abcdef${'0'.repeat(48)}`;

it('shows 120 bits of a fingerprint as six groups of four letters', () => {
  expect(pairingCode(FINGERPRINT)).toBe('04HM-ASW9-NF6Y-Y000-0000-0000');
  expect(pairingCode('ff'.repeat(32))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
});

it('differs with every one of those bits, and with none after them', () => {
  const codes = new Set<string>();
  for (let bit = 0; bit < 256; bit += 1) {
    const bytes = Buffer.alloc(32);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    codes.add(pairingCode(bytes.toString('hex')));
  }
  expect(codes.size).toBe(121);
});

it('reads a fingerprint however it is written', () => {
  expect(plainFingerprint('AB:CD:01')).toBe('abcd01');
  expect(pairingCode(FINGERPRINT.toUpperCase())).toBe(pairingCode(FINGERPRINT));
});

it('knows a code that was typed with other case, spaces and letters that look alike', () => {
  const code = pairingCode(FINGERPRINT);
  expect(isSameCode('o4hm asw9 nf6y yooo 0000 0000', code)).toBe(true);
  expect(isSameCode('04HM-ASW9-NF6Y-Y000-0000-0001', code)).toBe(false);
  expect(isSameCode('04HM', code)).toBe(false);
});
