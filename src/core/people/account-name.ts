const LONGEST_NAME = 64;
/** Names that mean somebody else in the audit trail. */
const TAKEN = new Set(['system', 'unnamed', 'nobody']);

/** Letters, digits and what stands between them, so that a name can be read out, typed and listed. */
const WRITTEN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._'’-]*$/u;

/** Why a name is not taken for an account, as a sentence; null when it is. */
export function whyNotName(name: string): string | null {
  if (name.length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} characters.`;
  if (name !== name.trim() || !WRITTEN.test(name))
    return 'A name begins with a letter or digit and has letters, digits, spaces and . _ - only.';
  return TAKEN.has(nameKey(name)) ? `${name} is a name that Vigil uses itself.` : null;
}

/** Two names with the same key are the same person's: nobody hears the case of a letter. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();
