/** The longest password that is taken, in characters: more would only cost time. */
export const LONGEST_SECRET = 200;
const SHORTEST_PIN = 6;
const SHORTEST_PASSWORD = 8;

const DIGITS = /^\d+$/;

/** Why a PIN or password is not taken, as a sentence; null when it is. It is never repeated. */
export function whyNotSecret(secret: string, name: string): string | null {
  const length = [...secret].length;
  if (length > LONGEST_SECRET) return `A password has at most ${LONGEST_SECRET} characters.`;
  if (DIGITS.test(secret)) return whyNotPin(secret);
  if (length < SHORTEST_PASSWORD)
    return `A password has at least ${SHORTEST_PASSWORD} characters, a PIN at least ${SHORTEST_PIN} digits.`;
  if (new Set(secret).size < 4) return 'This password has too few different characters.';
  return secret.toLowerCase() === name.toLowerCase() ? 'A password must not be the name.' : null;
}

function whyNotPin(pin: string): string | null {
  if (pin.length < SHORTEST_PIN) return `A PIN has at least ${SHORTEST_PIN} digits.`;
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  const [step] = steps;
  const isRow = steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
  return isRow ? 'This PIN is a row of digits: others would try it first.' : null;
}
