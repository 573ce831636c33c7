import { useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { trailWords as words } from '#renderer/words/trail.ts';
import styles from './trail.module.css';
import type { Check, TrailStore } from './trail-store.ts';

/** What a check came to; `isBad`: somebody must look. */
export function sentencesOf(
  check: Check,
  zone: string,
): { readonly isBad: boolean; readonly told: readonly string[] } {
  if (check.state === 'RUNNING') return { isBad: false, told: [words.verifying(check.done, check.all)] };
  if (check.state === 'STOPPED') return { isBad: false, told: [words.stopped(check.done)] };
  if (check.state === 'FAILED') return { isBad: true, told: [words.notVerifiedNow(check.why)] };
  const { last, first_bad, why, anchors } = check.found;
  if (first_bad !== null) return { isBad: true, told: [words.broken(first_bad, why ?? '')] };
  const chain = words.whole(last.seq);
  if (anchors === null) return { isBad: false, told: [chain] };
  if (anchors.problem !== null) return { isBad: true, told: [chain, anchors.problem] };
  const { count, excused, file, newest_at } = anchors;
  const told =
    newest_at === null
      ? words.noAnchors(file)
      : words.anchors(count - excused, file, formatInstant(newest_at, zone));
  const lost = excused === 0 ? [] : [words.excused(excused, count)];
  return { isBad: false, told: [chain, told, ...lost] };
}

function AnchorFile({ store }: { readonly store: TrailStore }) {
  const { moveAnchors } = useStore(store);
  const [file, setFile] = useState('');
  return (
    <form
      className={styles.anchor}
      onSubmit={(event) => {
        event.preventDefault();
        void moveAnchors(file.trim());
      }}
    >
      <Field label={words.anchorFile}>
        <TextField
          maxLength={1_000}
          value={file}
          title={words.anchorHint}
          placeholder={words.anchorHint}
          data-testid="trail-anchor-file"
          onChange={(event) => setFile(event.target.value)}
        />
      </Field>
      <Button type="submit" data-testid="trail-anchor-move">
        {words.move}
      </Button>
    </form>
  );
}

/** Whether the record is whole, and where its head is written down. */
export function Whole({ store, zone }: { readonly store: TrailStore; readonly zone: string }) {
  const { check, verify, stop } = useStore(store);
  const isRunning = check?.state === 'RUNNING';
  const found = check === null ? null : sentencesOf(check, zone);
  return (
    <div className={styles.whole}>
      {isRunning ? (
        <Button onClick={stop}>{words.stop}</Button>
      ) : (
        <Button hint={words.verifyHint} data-testid="trail-verify" onClick={() => void verify()}>
          {words.verify}
        </Button>
      )}
      {isRunning && check.all > 0 && (
        <progress aria-label={words.verify} max={check.all} value={check.done} />
      )}
      <div role="status" className={found?.isBad ? styles.bad : undefined} data-testid="trail-verdict">
        {found?.told.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <Permitted by="trail.set_anchor">
        <AnchorFile store={store} />
      </Permitted>
    </div>
  );
}
