import { describe, expect, it } from 'vitest';
import { search } from '../palette.tsx';
import { readKept } from '../view-store.ts';
import type { Command } from './index.ts';
import { isKeyOf, keyLabel } from './index.ts';

const pressed = (key: string, patch = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...patch,
});

describe('keys', () => {
  it('takes Ctrl and Cmd alike, and never a letter with them for a plain letter', () => {
    expect(isKeyOf('Ctrl+k', pressed('k', { ctrlKey: true }))).toBe(true);
    expect(isKeyOf('Ctrl+k', pressed('K', { metaKey: true }))).toBe(true);
    expect(isKeyOf('Ctrl+k', pressed('k'))).toBe(false);
    expect(isKeyOf('a', pressed('a', { ctrlKey: true }))).toBe(false);
    expect(isKeyOf('a', pressed('a', { altKey: true }))).toBe(false);
    expect(isKeyOf('X', pressed('x'))).toBe(false);
  });

  it('are printed as they are on the keyboard', () => {
    expect(['a', 'X', 'Escape', 'Ctrl+k', '?'].map(keyLabel)).toEqual(['a', 'Shift X', 'Esc', 'Ctrl K', '?']);
  });
});

it('finds commands by all their words, those that begin with the text first', () => {
  const command = (title: string): Command => ({ title, group: 'Feed', key: null, run: () => undefined });
  const commands = ['Only shelved', 'Shelve', 'Feed'].map(command);
  expect(search(commands, 'shelve').map(({ title }) => title)).toEqual(['Shelve', 'Only shelved']);
  expect(search(commands, 'feed shelve')).toHaveLength(2);
});

it('starts afresh from each choice that it cannot read, and keeps the others', () => {
  const kept = (text: string | null) => readKept({ getItem: () => text, setItem: () => undefined });
  const usual = { theme: 'system', density: 'compact', hours: '24', divider: 48 };
  expect(kept('{"theme":"light","divider":60,"hours":"12"}')).toEqual({
    ...usual,
    theme: 'light',
    divider: 60,
    hours: '12',
  });
  expect(kept('{"theme":"pink","density":"comfortable","divider":999}')).toEqual({
    ...usual,
    density: 'comfortable',
  });
  for (const text of [null, 'nonsense', '7', '[]', 'null']) expect(kept(text)).toEqual(usual);
});
