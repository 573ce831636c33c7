import { createStore } from 'zustand';
import type { Answer, Api, CommandName, Fault, Input } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { deskOutcomeWords as words } from '#renderer/words/desk.ts';

export type Detail = Answer<'findings.get'>;
type Refused = Answer<'findings.note'>['refused'];

/** Something that is said for a while. */
export type Told = {
  readonly text: string;
  readonly refused: Refused;
  readonly failed: boolean;
  /** Present while it can be taken back. */
  readonly undo: (() => void) | null;
};

/** What is asked about several findings, and what about one. */
export type ManyQuestion = 'note' | 'give' | 'escalate';
export type OneQuestion = 'call' | 'dispatch';

/** Open findings of somebody: the first rows, and how many there are. */
export type Owned = Pick<Answer<'findings.page'>, 'rows' | 'total'>;

export type Asking =
  | { readonly what: ManyQuestion; readonly ids: readonly string[] }
  | { readonly what: OneQuestion; readonly ids: readonly [string] }
  | { readonly what: 'handOver'; readonly ids: readonly string[] }
  | { readonly what: 'callOff'; readonly dispatch: string; readonly who: string };

/** Why something was not done; undefined: it was. Then the dialog stays, so that nothing written is lost. */
type Outcome = Promise<Fault | undefined>;

export type DeskState = {
  readonly asking: Asking | null;
  /** The finding that is asked about, with whom to call and who is on the way; undefined until it is there. */
  readonly detail: Detail | undefined;
  readonly detailFault: Fault | undefined;
  /** Names to give findings to, whoever was seen last first. */
  readonly colleagues: readonly string[];
  readonly ask: (what: ManyQuestion, ids: readonly string[]) => void;
  readonly askAboutOne: (what: OneQuestion, id: string) => void;
  /** What somebody sees to, as it was when it was asked for; undefined until it is there. */
  readonly owned: Owned | undefined;
  readonly ownedFault: Fault | undefined;
  /** Roles that findings can wait for. */
  readonly roles: readonly string[];
  /** Asks to whom what that one sees to goes; without ids all of it. */
  readonly askToHandOver: (me: string, ids: readonly string[]) => void;
  readonly loadOwned: (me: string) => Promise<void>;
  readonly handOver: (order: Input<'findings.hand_over'>) => Outcome;
  readonly askToCallOff: (dispatch: string, who: string) => void;
  readonly cancel: () => void;
  readonly note: (text: string) => Outcome;
  readonly give: (to: string | null, note: string) => Outcome;
  readonly escalate: (reason: string) => Outcome;
  readonly call: (call: Omit<Input<'findings.call'>, 'id'>) => Outcome;
  readonly send: (dispatch: Omit<Input<'dispatch.send'>, 'finding'>) => Outcome;
  /** `at`: when they arrived; without it now. */
  readonly arrived: (dispatch: string, at?: EpochMs) => Outcome;
  readonly callOff: (reason: string) => Outcome;
};

export type DeskParts = {
  readonly api: Api;
  readonly tell: (told: Told) => void;
  /** Told which findings a command about several has changed. */
  readonly onChanged: (ids: readonly string[]) => void;
  /** Whom a finding is given to now; undefined: that is not known. */
  readonly ownerOf: (id: string) => string | null | undefined;
};

type Bulk = 'findings.hand_over' | 'findings.note' | 'findings.assign' | 'findings.escalate';

/** What the desk does about findings beside acknowledging and resolving: notes, calls, giving away, escalating, dispatching. */
export const createDeskStore = ({ api, tell, onChanged, ownerOf }: DeskParts) =>
  createStore<DeskState>()((set, get) => {
    const say = (text: string) => tell({ text, refused: [], failed: false, undo: null });
    /** Closes the dialog only once it is done. */
    const one = async <M extends CommandName>(method: M, input: Input<M>, text: string): Outcome => {
      const reply = await api.call(method, input);
      if (!reply.ok) return reply.fault;
      set({ asking: null });
      say(text);
      return undefined;
    };
    const many = async <M extends Bulk>(
      method: M,
      input: Input<M>,
      done: string,
      undo: ((changed: readonly string[]) => void) | null = null,
    ): Outcome => {
      const reply = await api.call(method, input);
      if (!reply.ok) return reply.fault;
      set({ asking: null });
      const { changed, refused } = reply.value;
      onChanged(changed);
      tell({
        text: changed.length === 0 ? words.nothing(done) : words.done(changed.length, done, refused.length),
        refused,
        failed: changed.length === 0,
        undo: undo === null || changed.length === 0 ? null : () => undo(changed),
      });
      return undefined;
    };
    const asked = (): string[] => {
      const { asking } = get();
      return asking === null || asking.what === 'callOff' ? [] : [...asking.ids];
    };
    const loadDetail = async (id: string) => {
      set({ detail: undefined, detailFault: undefined });
      const reply = await api.call('findings.get', { id });
      if (asked()[0] !== id) return;
      set(reply.ok ? { detail: reply.value } : { detailFault: reply.fault });
    };
    const loadOwned = async (me: string) => {
      set({ owned: undefined, ownedFault: undefined });
      const filter = { owner: me, status: ['NEW' as const, 'ACKNOWLEDGED' as const] };
      const reply = await api.call('findings.page', { filter, sort: 'urgency' });
      set(reply.ok ? { owned: reply.value } : { ownedFault: reply.fault });
    };
    const loadRoles = async () => {
      const reply = await api.call('escalation.list', {});
      if (reply.ok) set({ roles: reply.value.known.filter((role) => role !== '') });
    };
    const loadColleagues = async () => {
      const reply = await api.call('desk.colleagues', {});
      if (reply.ok) set({ colleagues: reply.value.map(({ name }) => name) });
    };
    /** Gives findings back to whomever each was given to before. */
    const giveBack = (before: ReadonlyMap<string, string | null>) => (changed: readonly string[]) => {
      const groups = Map.groupBy(changed, (id) => before.get(id) ?? null);
      for (const [to, ids] of groups) void many('findings.assign', { ids, to }, words.takenBack);
    };
    return {
      asking: null,
      detail: undefined,
      detailFault: undefined,
      colleagues: [],
      owned: undefined,
      ownedFault: undefined,
      roles: [],
      loadOwned,
      askToHandOver(me, ids) {
        set({ asking: { what: 'handOver', ids } });
        void loadOwned(me);
        void loadColleagues();
        void loadRoles();
      },
      handOver: (order) =>
        many(
          'findings.hand_over',
          order,
          words.handedOver('role' in order.to ? order.to.role : order.to.person),
        ),
      ask(what, ids) {
        const [first] = ids;
        if (first === undefined) return;
        set({ asking: { what, ids } });
        if (what === 'give') void loadColleagues();
        if (what === 'escalate') void loadDetail(first);
      },
      askAboutOne(what, id) {
        set({ asking: { what, ids: [id] } });
        void loadDetail(id);
      },
      askToCallOff: (dispatch, who) => set({ asking: { what: 'callOff', dispatch, who } }),
      cancel: () => set({ asking: null }),
      note: (text) => many('findings.note', { ids: asked(), text }, words.noted),
      give(to, note) {
        const ids = asked();
        const before = new Map(
          ids.flatMap((id): [string, string | null][] => {
            const owner = ownerOf(id);
            return owner === undefined ? [] : [[id, owner]];
          }),
        );
        const input = { ids, to, ...(note === '' ? {} : { note }) };
        const done = to === null ? words.takenBack : words.given(to);
        return many('findings.assign', input, done, before.size === ids.length ? giveBack(before) : null);
      },
      escalate: (reason) => many('findings.escalate', { ids: asked(), reason }, words.escalated),
      call: (call) => one('findings.call', { id: asked()[0] ?? '', ...call }, words.called(call.who)),
      send: (dispatch) =>
        one('dispatch.send', { finding: asked()[0] ?? '', ...dispatch }, words.sent(dispatch.who)),
      async arrived(id, at) {
        const input = { id, ...(at === undefined ? {} : { at }) };
        const fault = await one('dispatch.arrived', input, words.arrived);
        if (fault !== undefined)
          tell({ text: words.failed(fault.message), refused: [], failed: true, undo: null });
        return fault;
      },
      async callOff(reason) {
        const { asking } = get();
        if (asking?.what !== 'callOff') return undefined;
        return one('dispatch.call_off', { id: asking.dispatch, reason }, words.calledOff(asking.who));
      },
    };
  });
export type DeskStore = ReturnType<typeof createDeskStore>;
