import { createStore } from 'zustand';
import type { AbsenceDto, DutySite } from '#contract/duty.ts';
import type { Api, CommandName, Fault, Input } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import { dutyOutcomes } from '#renderer/words/duty.ts';
import type { About, Question } from './about.ts';
import { aboutSite } from './about.ts';

/** Why a command was not done; undefined when it was. Then the dialog is closed. */
type Done = Promise<Fault | undefined>;

export type DutyState = {
  /** The dialog that is open, what it is about, and the absence that is to be taken back. */
  readonly asking: {
    readonly what: Question;
    readonly about: About;
    readonly withdrawing?: AbsenceDto;
  } | null;
  /** People, tours and absences of the site that is asked about; undefined until they are known. */
  readonly site: DutySite | undefined;
  /** Why they are not known. */
  readonly fault: Fault | undefined;
  /** The absences of the site whose page is shown, now and to come; kept when a later load fails. */
  readonly listed: { readonly site: string; readonly absences: readonly AbsenceDto[] } | undefined;
  readonly listFault: Fault | undefined;
  /** Keeps the absences of a site known until the returned undo is called. */
  readonly watch: (site: string) => () => void;
  /** Asks about an absence at a site: a new one, or one that is to be taken back. */
  readonly askAtSite: (site: string, withdrawing?: AbsenceDto) => void;
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
  readonly every: (ms: number, run: () => void) => () => void;
  /** Says for a while what became of it. Codes only. */
  readonly say: (text: string) => void;
  /** Something was noted because of the finding. */
  readonly onNoted: (finding: string) => void;
};

/** Others note absences too: those of a site are asked for again this often, in ms. */
const RENEW = 15 * SECOND;

/** What the desk knows that no device tells, from the finding under the cursor or from the page of a site. */
export const createDutyStore = ({ api, every, say, onNoted }: DutyParts) =>
  createStore<DutyState>()((set, get) => {
    let watched: string | null = null;
    const list = async () => {
      const site = watched;
      if (site === null) return;
      const reply = await api.call('people.absences', { site, active: true });
      if (watched !== site) return;
      set(
        reply.ok
          ? { listed: { site, absences: reply.value }, listFault: undefined }
          : { listFault: reply.fault },
      );
    };
    const run = async <M extends CommandName>(method: M, input: Input<M>, done: string): Done => {
      const { asking } = get();
      const reply = await api.call(method, input);
      if (!reply.ok) return reply.fault;
      if (get().asking === asking) set({ asking: null });
      say(done);
      void list();
      if (asking !== null && asking.about.finding !== null) onNoted(asking.about.finding);
      return undefined;
    };
    return {
      asking: null,
      site: undefined,
      fault: undefined,
      listed: undefined,
      listFault: undefined,
      watch(site) {
        watched = site;
        set({ listFault: undefined });
        void list();
        const stop = every(RENEW, () => void list());
        return () => {
          stop();
          if (watched === site) watched = null;
        };
      },
      askAtSite(site, withdrawing) {
        get().ask('absence', aboutSite(site));
        const { asking } = get();
        if (asking !== null && withdrawing !== undefined) set({ asking: { ...asking, withdrawing } });
      },
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
