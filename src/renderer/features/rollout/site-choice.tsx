import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { metricWords } from '#renderer/words/codes.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import { chosenFirst, matching, stablePercent } from './matching.ts';
import styles from './rollout.module.css';
import type { RolloutSite, RolloutStore } from './rollout-store.ts';

/** So many rows are drawn; the rest is counted. */
const SHOWN = 200;

type RowProps = {
  readonly site: RolloutSite;
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
};

const Row = ({ site, isOn, onTick }: RowProps) => (
  <tr>
    <td>
      <input
        type="checkbox"
        aria-label={words.choose(site.code)}
        checked={isOn}
        onChange={(event) => onTick(event.target.checked)}
      />
    </td>
    <th scope="row">
      <code>{site.code}</code> {site.name}
      {!site.is_audited && <span className={styles.faint}> {words.notAudited}</span>}
    </th>
    <td>{site.client}</td>
    <td>{site.priority}</td>
    <td>
      {words.percent(formatNumber(stablePercent(site)))}
      {!site.is_stable && <span className={styles.faint}> {words.notStable}</span>}
    </td>
    <td>{site.thin_metrics.length === 0 ? words.none : site.thin_metrics.map(metricWords).join(', ')}</td>
    <td>{site.phase === null ? words.none : words.names[site.phase]}</td>
  </tr>
);

type ChoiceProps = { readonly store: RolloutStore; readonly sites: readonly RolloutSite[] };

/** The sites of the group: as proposed, and changed by whoever applies it. */
export function SiteChoice({ store, sites }: ChoiceProps) {
  const { phase, chosen, choose, asProposed } = useStore(store);
  const [text, setText] = useState('');
  // What is chosen comes first when a phase is opened; nothing moves under the pointer while ticks change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: in the order of the moment at which the phase was opened
  const ordered = useMemo(() => chosenFirst(sites, store.getState().chosen), [sites, phase]);
  const found = matching(ordered, text);
  const codes = found.map(({ code }) => code);
  return (
    <>
      <div className={styles.deeds}>
        <TextField
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button kind="quiet" onClick={asProposed}>
          {words.proposed}
        </Button>
        <Button kind="quiet" onClick={() => choose(codes, true)}>
          {words.everything}
        </Button>
        <Button kind="quiet" onClick={() => choose(codes, false)}>
          {words.nothing}
        </Button>
        <span role="status">{words.chosen(chosen.size, sites.length)}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.sites} tabIndex={0} aria-label={words.siteList}>
        <table className={styles.table} aria-label={words.siteList}>
          <thead>
            <tr>
              {words.siteHeads.map((head) => (
                <th key={head} scope="col">
                  {head === '' ? <span className={styles.hidden}>{words.group}</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((site) => (
              <Row
                key={site.code}
                site={site}
                isOn={chosen.has(site.code)}
                onTick={(isOn) => choose([site.code], isOn)}
              />
            ))}
          </tbody>
        </table>
        {found.length > SHOWN && <p className={styles.faint}>{words.more(found.length - SHOWN)}</p>}
      </section>
    </>
  );
}
