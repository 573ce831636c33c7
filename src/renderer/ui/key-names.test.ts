import { expect, it } from 'vitest';
import { ariaKeys } from './key-names.ts';

it('names keys to screen readers as the standard does, whatever is printed on the button', () => {
  expect(['a', 'Shift R', 'Ctrl K', 'Ctrl ↵', 'Esc', '1', ','].map(ariaKeys)).toEqual([
    'a',
    'Shift+R',
    'Control+K',
    'Control+Enter',
    'Escape',
    '1',
    ',',
  ]);
});
