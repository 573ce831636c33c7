import { resolve } from 'node:path';

/** The bundles among what a program was started with, as whole paths; options and their like are none. */
export const bundlesAmong = (given: readonly string[], folder: string): readonly string[] =>
  given.filter((each) => isBundleName(each) && !each.startsWith('-')).map((each) => resolve(folder, each));

/** What a program was started with, without the bundles: a new start opens none of them again. */
export const withoutBundles = (given: readonly string[]): readonly string[] =>
  given.filter((each) => each.startsWith('-') || !isBundleName(each));

const isBundleName = (text: string): boolean => text.toLowerCase().endsWith('.vigil');
