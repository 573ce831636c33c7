import { createStore } from 'zustand';
import type { Answer, Api, Fault, Payload, Reply } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import { learningStatusWords as words } from '#renderer/words/learning.ts';
import type { About } from './baselines-store.ts';
import { dateText } from './words.ts';

/** How long an undo is offered, in ms. */
const UNDO_TIME = 10 * SECOND;

type LeftOut = About['left_out'][number];

/** What became of the last command, said for a while. */
export type Message = {
  readonly text: string;
  readonly failed: boolean;
  readonly undo: (() => void) | null;
};

export type LearningState = {
  /** The site that is being learned anew, and why; null: none is. */
  readonly busy: { readonly site: string; readonly what: string } | null;
  /** How far that is; null until the engine said so. */
  readonly progress: Payload<'baselines.progress'> | null;
  readonly message: Message | null;
  /** The dialog that is open. */
  readonly asking: 'learn' | 'leave_out' | null;
  readonly ask: (asking: 'learn' | 'leave_out') => void;
  readonly cancel: () => void;
  /** Forgets what was learned of a site and learns it again from its last days. */
  readonly learn: (site: string, days: number) => Promise<void>;
  /** Leaves a day out. Returns why not: then the dialog stays, so that nothing written is lost. */
  readonly leaveOut: (site: string, date: string, reason: string) => Promise<Fault | undefined>;
  readonly takeIn: (site: string, day: LeftOut) => Promise<void>;
  readonly dismiss: () => void;
};

export type LearningParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Told when a site was learned anew. */
  readonly onLearned: (site: string) => void;
};

/** What a learning phase came to, in a sentence. */
export function learnedText(site: string, reply: Reply<Answer<'baselines.build'>>): string {
  if (!reply.ok) return words.notLearned(site, `${reply.fault.message.replace(/\.$/, '')}.`);
  const { baselines_created, baselines_updated, errors } = reply.value;
  if (errors.length > 0) return words.notLearned(site, errors.map(({ message }) => message).join('; '));
  const cells = baselines_created + baselines_updated;
  return cells === 0 ? words.nothingStored(site) : words.learned(site, cells);
}

/** The learning of sites as people change it: once more, without a day, with it again. */
export const createLearningStore = ({ api, after, onLearned }: LearningParts) =>
  createStore<LearningState>()((set, get) => {
    let stopMessage: () => void = () => undefined;
    const tell = (message: Message) => {
      set({ message });
      stopMessage();
      stopMessage = message.failed ? () => undefined : after(UNDO_TIME, () => set({ message: null }));
    };
    /** Runs a command that learns the site anew, and hears how far it is. */
    const run = async <T>(site: string, what: string, call: () => Promise<Reply<T>>): Promise<Reply<T>> => {
      set({ busy: { site, what }, progress: null, message: null });
      const stop = api.on('baselines.progress', (progress) => progress.site === site && set({ progress }));
      const reply = await call();
      stop();
      set({ busy: null, progress: null });
      if (reply.ok) onLearned(site);
      return reply;
    };
    const setDay = (site: string, date: string, reason: string, left_out: boolean) =>
      run(site, left_out ? words.without(dateText(date)) : words.withAgain(dateText(date)), () =>
        api.call('baselines.leave_out', { site, date, reason, left_out }),
      );
    return {
      busy: null,
      progress: null,
      message: null,
      asking: null,
      ask: (what) => set({ asking: what }),
      cancel: () => set({ asking: null }),
      async learn(site, days) {
        set({ asking: null });
        const reply = await run(site, words.again(site), () => api.call('baselines.build', { site, days }));
        const failed = !reply.ok || reply.value.errors.length > 0;
        tell({ text: learnedText(site, reply), failed, undo: null });
      },
      async leaveOut(site, date, reason) {
        const reply = await setDay(site, date, reason, true);
        if (!reply.ok) return reply.fault;
        set({ asking: null });
        const back = reply.value.left_out.find((each) => each.date === date);
        tell({
          text: words.leftOut(site, dateText(date)),
          failed: false,
          undo: back === undefined ? null : () => void get().takeIn(site, back),
        });
        return undefined;
      },
      async takeIn(site, { date, reason }) {
        const reply = await setDay(site, date, words.takenInReason(reason).slice(0, 500), false);
        tell({
          text: reply.ok
            ? words.takenIn(dateText(date))
            : words.stillLeftOut(dateText(date), reply.fault.message),
          failed: !reply.ok,
          undo: reply.ok ? () => void get().leaveOut(site, date, reason) : null,
        });
      },
      dismiss: () => set({ message: null }),
    };
  });
export type LearningStore = ReturnType<typeof createLearningStore>;
