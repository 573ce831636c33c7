import { BUNDLES } from './bundles.ts';
import { ANCHORS, UPDATES } from './folders.ts';
import type { Format } from './format.ts';
import { METHODS } from './methods.ts';
import { FILES } from './readers.ts';
import { SHELL } from './shell.ts';

/** Everything that comes from outside: each kind of file, bundles, what lies in folders of others, each method of the contract, and both through the running program. */
export const FORMATS: Readonly<Record<string, Format>> = {
  ...FILES,
  bundles: BUNDLES,
  updates: UPDATES,
  anchors: ANCHORS,
  methods: METHODS,
  shell: SHELL,
};
