import { createStore } from 'zustand';
import type { DutySite } from '#contract/duty.ts';
import type { Api, CommandName, Fault, Input } from '#contract/index.ts';
import { dutyOutcomes } from '#renderer/words/duty.ts';
import type { About, Question } from './about.ts';

/** Why a command was not done; undefined when it was. Then the dialog is closed. */
type Done = Promise<Fault | undefined>;

export type DutyState = {
  /** The dialog that is open, and the finding that it is about. */
  readonly asking: { readonly what: Question; readonly about: About } | null;
  /** People, tours and absences of the site that is asked about; undefined until they are known. */
  readonly site: DutySite | undefined;
  /** Why they are not known. */
  readonly fault: Fault | undefined;
  readonly ask: (what: Question, about: About) => void;
  readonly load: () => Promise<void>;
  readonly cancel: () => void;
  readonly completeTour: (input: Input<'tours.complete_by_hand'>, tour: string) => Done;
  readonly noteAbsence: (input: Input<'people.absence'>) => Done;
  readonly withdraw: (id: string, person: string, reason: string) => Done;
  readonly extend: (input: Input<'people.extend_check_in'>) => Done;
};

export type DutyParts = {
  readonly api: Api;
  /** Says for a while what became of it. Codes only. */
  readonly say: (text: string) => void;
  /** Something was noted because of the finding. */
  readonly onNoted: (finding: string) => void;
};

/** What the desk knows that no device tells, from the finding under the cursor. */
export const createDutyStore = ({ api, say, onNoted }: DutyParts) =>
  createStore<DutyState>()((set, get) => {
    const run = async <M extends CommandName>(method: M, input: Input<M>, done: string): Done => {
      const { asking } = get();
      const reply = await api.call(method, input);
      if (!reply.ok) return reply.fault;
      if (get().asking === asking) set({ asking: null });
      say(done);
      if (asking !== null) onNoted(asking.about.finding);
      return undefined;
    };
    return {
      asking: null,
      site: undefined,
      fault: undefined,
      ask(what, about) {
        const isKnown = get().site?.site === about.site;
        set({ asking: { what, about }, fault: undefined, ...(isKnown ? {} : { site: undefined }) });
        void get().load();
      },
      async load() {
        const code = get().asking?.about.site;
        if (code === undefined) return;
        const reply = await api.call('duty.site', { site: code });
        if (get().asking?.about.site !== code) return;
        set(reply.ok ? { site: reply.value, fault: undefined } : { fault: reply.fault });
      },
      cancel: () => set({ asking: null }),
      completeTour: (input, tour) => run('tours.complete_by_hand', input, dutyOutcomes.tour(tour)),
      noteAbsence: (input) => run('people.absence', input, dutyOutcomes.absence(input.person)),
      withdraw: (id, person, reason) =>
        run('people.absence_withdraw', { id, reason }, dutyOutcomes.withdrawn(person)),
      extend: (input) =>
        run('people.extend_check_in', input, dutyOutcomes.extended(input.person, input.minutes)),
    };
  });
export type DutyStore = ReturnType<typeof createDutyStore>;
