import type { Payload } from '#contract/index.ts';
import { counted } from './words.ts';

type Open = Pick<Payload<'notices.open'>, 'count'>;

export type BadgeParts = {
  readonly platform: NodeJS.Platform;
  /** The number on the icon of the program (macOS, Linux). */
  readonly setCount: (count: number) => void;
  /** The mark on the taskbar's button, with its words for screen readers (Windows); null takes it away. */
  readonly setMark: (words: string | null) => void;
};

/** Shows on the program's icon how many alarms nobody has acknowledged. */
export const createBadge =
  ({ platform, setCount, setMark }: BadgeParts) =>
  ({ count }: Open): void => {
    if (platform === 'win32') setMark(count === 0 ? null : counted(count, 'unacknowledged alarm'));
    else setCount(count);
  };
