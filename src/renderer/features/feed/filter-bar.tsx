import type { KeyboardEvent } from 'react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { FindingSeverity } from '#core/model/finding.ts';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';
import { asRole, roleOf } from '#core/model/owner.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { capital, inWords, personName, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { FEED } from '#renderer/words/feed.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import type { View } from './feed-filter.ts';
import { EVERYTHING_OPEN, isNarrowed, VIEWS } from './feed-filter.ts';
import type { FeedState, FeedStore } from './feed-store.ts';
import styles from './filter-bar.module.css';
import { heldBack } from './suppressed-rows.ts';
import { ViewPicker } from './view-picker.tsx';
import type { ViewsStore } from './views-store.ts';

/** What the pickers offer beside the types, which the feed knows itself. */
export type Places = {
  readonly sites: readonly { readonly code: string; readonly name: string }[];
  readonly clients: readonly string[];
  readonly tenants: readonly string[];
};

export type FilterBarProps = {
  readonly store: FeedStore;
  readonly views: ViewsStore;
  readonly places: Places;
  /** The actor of the person at this desk; null until somebody has said a name. */
  readonly me: string | null;
  /** Asks to whom what this person sees to goes. */
  readonly onHandOver: () => void;
  /** The desks that this person holds; null where there are no desks. */
  readonly myDesks: readonly string[] | null;
};

function viewCount(view: View, { counts, suppressed, filter }: FeedState): number | undefined {
  switch (view) {
    case 'open':
      return counts?.open;
    case 'new':
      return counts?.unacknowledged;
    case 'cleared':
      return counts?.cleared;
    case 'shelved':
      return counts?.shelved;
    case 'suppressed':
      return suppressed === undefined ? undefined : heldBack(suppressed, filter).length;
    default:
      return undefined;
  }
}

const COUNTED = new Set<View>(['open', 'new', 'cleared', 'shelved', 'suppressed']);
/** The archive is offered to whoever looks at the past: the desk needs the room of its chip. */
const PAST = new Set<View>(['resolved', 'archived', 'all']);
const toggled = (chosen: readonly FindingSeverity[], severity: FindingSeverity) =>
  chosen.includes(severity) ? chosen.filter((each) => each !== severity) : [...chosen, severity];

/** A count whose place is always there, so that a chip does not grow when it comes or gets longer. */
const Count = ({ count }: { readonly count: number | undefined }) => (
  <span className={styles.count}>{count?.toLocaleString(LOCALE)}</span>
);

function ViewChips({ store }: Pick<FilterBarProps, 'store'>) {
  const state = useStore(store);
  return (
    <fieldset className={styles.group} aria-label={FEED.states}>
      {VIEWS.filter((view) => view !== 'archived' || PAST.has(state.filter.view)).map((view) => (
        <Button
          key={view}
          kind="quiet"
          className={styles.chip}
          pressed={state.filter.view === view}
          hint={FEED.stateHint[view]}
          data-testid={`view-${view}`}
          onClick={() => state.narrow({ view })}
        >
          {FEED.state[view]}
          {COUNTED.has(view) && <Count count={viewCount(view, state)} />}
        </Button>
      ))}
    </fieldset>
  );
}

/** Only what the person at this desk sees to; or, from a view, what somebody else does. */
function OwnerChip({ store, me }: Pick<FilterBarProps, 'store' | 'me'>) {
  const { filter, narrow } = useStore(store);
  const { owner } = filter;
  // What waits for a role has a chip of its own.
  const isRole = owner !== null && roleOf(owner) !== null;
  const isOther = owner !== null && owner !== me && !isRole;
  return (
    <Button
      kind="quiet"
      className={styles.chip}
      pressed={owner !== null && !isRole}
      disabled={me === null && (owner === null || isRole)}
      hint={me === null ? FEED.mineUnknown : FEED.mineHint}
      data-testid="mine"
      onClick={() => narrow({ owner: owner === null || isRole ? me : null })}
    >
      {isOther && owner !== '' ? personName(owner) : FEED.mine}
    </Button>
  );
}

/** What was handed over to a role and waits there until somebody acknowledges it or takes it. */
function RoleChips({ store }: Pick<FilterBarProps, 'store'>) {
  const { waitingFor, filter, narrow } = useStore(store);
  return waitingFor.map(({ role, count }) => {
    const owner = asRole(role);
    return (
      <Button
        key={role}
        kind="quiet"
        className={styles.chip}
        pressed={filter.owner === owner}
        hint={FEED.waitsHint(role)}
        data-testid={`waits-${role}`}
        onClick={() => narrow({ owner: filter.owner === owner ? null : owner })}
      >
        {FEED.waits(role)}
        <Count count={count} />
      </Button>
    );
  });
}

/** Hands over what this person sees to, while only that is shown. */
function HandOverButton({ store, me, onHandOver }: Pick<FilterBarProps, 'store' | 'me' | 'onHandOver'>) {
  const { filter, total } = useStore(store);
  if (me === null || filter.owner !== me || total === 0) return null;
  return (
    <Button className={styles.chip} data-testid="hand-over-own" onClick={onHandOver}>
      {FEED.handOver}
    </Button>
  );
}

/** Only what belongs to the desks that this person holds. */
function DeskChip({ store, myDesks }: Pick<FilterBarProps, 'store' | 'myDesks'>) {
  const { filter, narrow } = useStore(store);
  const { desks } = filter;
  if (myDesks === null && desks === null) return null;
  return (
    <Button
      kind="quiet"
      className={styles.chip}
      pressed={desks !== null}
      disabled={desks === null && myDesks?.length === 0}
      hint={myDesks?.length === 0 ? FEED.noDesk : FEED.myDeskHint}
      data-testid="my-desk"
      onClick={() => narrow({ desks: desks === null ? myDesks : null })}
    >
      {FEED.myDesk}
    </Button>
  );
}

function SeverityChips({ store }: Pick<FilterBarProps, 'store'>) {
  const { filter, counts, narrow } = useStore(store);
  return (
    <fieldset className={styles.group} aria-label={FEED.severity}>
      {SEVERITIES.map((severity) => (
        <Button
          key={severity}
          kind="quiet"
          className={styles.chip}
          pressed={filter.severity.includes(severity)}
          hint={FEED.onlySeverity(severity)}
          data-testid={`severity-${severity}`}
          onClick={() => narrow({ severity: toggled(filter.severity, severity) })}
        >
          <SeverityGlyph
            severity={severity}
            state={counts?.by_severity[severity] ? 'seen' : 'done'}
            size={12}
          />
          <span className={styles.word} aria-hidden="true">
            {SEVERITY_WORD[severity]}
          </span>
          <Count count={counts?.by_severity[severity] ?? 0} />
        </Button>
      ))}
    </fieldset>
  );
}

function Pickers({ store, places }: Pick<FilterBarProps, 'store' | 'places'>) {
  const { filter, types, narrow } = useStore(store);
  const names = useMemo(() => new Map(places.sites.map(({ code, name }) => [code, name])), [places.sites]);
  const codes = useMemo(() => places.sites.map(({ code }) => code), [places.sites]);
  return (
    <>
      {(places.tenants.length > 1 || filter.tenant !== null) && (
        <Picker
          label={FEED.tenant}
          value={filter.tenant}
          items={places.tenants}
          onPick={(tenant) => narrow({ tenant })}
        />
      )}
      <Picker
        label={FEED.client}
        value={filter.client}
        items={places.clients}
        onPick={(client) => narrow({ client })}
      />
      <Picker
        label={FEED.site}
        value={filter.site}
        items={codes}
        describe={(code) => `${code} ${names.get(code) ?? ''}`.trim()}
        onPick={(site) => narrow({ site })}
      />
      <Picker
        label={FEED.type}
        value={filter.type}
        items={types}
        describe={(type) => capital(inWords(type))}
        onPick={(type) => narrow({ type })}
      />
      <Picker
        label={FEED.category}
        value={filter.category}
        items={CATEGORIES}
        describe={(category) => capital(inWords(category))}
        onPick={(code) => narrow({ category: CATEGORIES.find((each) => each === code) ?? null })}
      />
    </>
  );
}

/** Back to the list, with the words as they are: the browser would empty the field at Esc. */
function leaveText(event: KeyboardEvent): void {
  if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  document.getElementById('feed')?.focus({ preventScroll: true });
}

/** What the feed shows: state, severity, place, type and words. */
export function FilterBar(props: FilterBarProps) {
  const { store } = props;
  const { filter, narrow } = useStore(store);
  const isPlain = filter.view === 'open' && !isNarrowed(filter);
  return (
    <search className={styles.bar} aria-label={FEED.filter}>
      <ViewChips store={store} />
      <OwnerChip {...props} />
      <HandOverButton {...props} />
      <RoleChips store={store} />
      <DeskChip {...props} />
      <SeverityChips store={store} />
      <div className={styles.whole}>
        <Button
          kind="quiet"
          className={isPlain ? styles.idle : styles.clear}
          shortcut="o"
          hint={FEED.clearHint}
          disabled={isPlain}
          data-testid="clear-filter"
          onClick={() => narrow({ ...EVERYTHING_OPEN, group: filter.group })}
        >
          {FEED.clear}
        </Button>
        <ViewPicker {...props} />
      </div>
      <div className={styles.narrowing}>
        <TextField
          id="feed-text"
          className={styles.text}
          type="search"
          placeholder={FEED.text}
          aria-label={FEED.textName}
          maxLength={200}
          value={filter.text}
          onChange={(event) => narrow({ text: event.target.value })}
          onKeyDown={leaveText}
        />
        <Pickers {...props} />
      </div>
    </search>
  );
}
