/** Without I, L, O and U: nobody reads one for another over the telephone. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;
const GROUP = 4;
/** 24 letters are 120 bits: more than anybody can make a second certificate for. */
const LENGTH = 24;

/** A SHA-256 as 64 lower-case hexadecimal digits, whatever stands between them. */
export const plainFingerprint = (fingerprint: string): string =>
  fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase();

/** What two people compare: the first 120 bits of a certificate's SHA-256, in six groups of four letters. */
export function pairingCode(fingerprint: string): string {
  const bits = [...plainFingerprint(fingerprint)]
    .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
    .join('');
  const letters = Array.from({ length: LENGTH }, (_, index) =>
    LETTERS.charAt(Number.parseInt(bits.slice(index * BITS, (index + 1) * BITS), 2)),
  ).join('');
  return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** Whether somebody typed that code: case, spaces and dashes do not matter, and letters that look alike are taken for each other. */
export const isSameCode = (typed: string, code: string): boolean => lettersOf(typed) === lettersOf(code);

const lettersOf = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
