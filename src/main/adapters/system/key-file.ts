import { readFileSync } from 'node:fs';
import type { KeyStore } from '#main/ports/key-store.ts';
import { LEAST_WORDS, openWith, shutWith, wordsOf } from './sealed-words.ts';

/** Names the file in which the operator keeps the words; it belongs outside of the data folder and its backups. */
export const KEY_FILE_VARIABLE = 'VIGIL_KEY_FILE';

const NO_FILE = `No secret can be kept: start Vigil with ${KEY_FILE_VARIABLE}=FILE, where FILE holds at least ${LEAST_WORDS} characters that nobody guesses and lies outside of the data folder.`;

/** Shuts with words from a file of the operator's. */
export function keyFileStore(path: string | undefined): KeyStore {
  const words = () => wordsOf(readFileSync(path ?? '', 'utf8'));
  return {
    async hindrance() {
      if (!path) return NO_FILE;
      try {
        return words().length < LEAST_WORDS
          ? `${path} holds fewer than ${LEAST_WORDS} characters: no secret is kept.`
          : null;
      } catch (error) {
        return `${path} cannot be read: ${error instanceof Error ? error.message : error}`;
      }
    },
    shut: (key) => shutWith(words(), key),
    open: (shut) => openWith(words(), shut),
  };
}
