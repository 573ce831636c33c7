import type { Notice, NoticeTest } from '#contract/notices.ts';
import type { NoticesParts, NoticesState } from './notices-state.ts';
import { loudnessOf } from './sound-settings.ts';

type Heard = 'played' | 'blocked' | 'muted';

/** This window's part in a test of sound and notices. Every window tests its own, whichever of them leads. */
export function createTesting({ api, desktop, sound, open }: NoticesParts, get: () => NoticesState) {
  /** Each kind of failure is tried again once by this page, or two windows would test for ever. */
  const tried = new Set<NoticeTest['result']>();
  const hear = ({ severity, heard }: Notice): Heard => {
    const volume = loudnessOf(severity, { ...get(), sounds: { ...get().sounds, [severity]: true } });
    if (!heard || volume === 0) return 'muted';
    return sound.play(severity, volume) ? 'played' : 'blocked';
  };
  return {
    async answer(notice: Notice) {
      if (notice.test === null) return;
      const heard = hear(notice);
      const shown = desktop === null ? null : await desktop.show(notice, () => open(null));
      await api.call('notices.confirm_test', { test: notice.test, notice: shown, sound: heard });
    },
    /** Tests anew what had failed for one of these reasons, now that it is mended. */
    async again(...results: readonly NoticeTest['result'][]) {
      const last = get().test?.result;
      if (last === undefined || !results.includes(last) || tried.has(last)) return;
      tried.add(last);
      await api.call('notices.test', {});
    },
  };
}
