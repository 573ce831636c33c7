import { useMemo } from 'react';
import type { Api } from '#contract/index.ts';
// Past the doors of the features: what they bring along for a running Vigil would be built into every bundle.
import { FrozenFinding } from '#renderer/features/finding/frozen-finding.tsx';
import { EvidenceDrawing } from '#renderer/features/map/evidence-drawing.tsx';
import { createMapStore } from '#renderer/features/map/map-store.ts';
import { Card } from '#renderer/ui/card.tsx';
import { ClockProvider, type ScreenClock } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { bundleWords as words } from '#renderer/words/bundles.ts';
import { personName } from '#renderer/words/codes.ts';
import { type Bundle, detailOf, type Seal } from './bundle.ts';
import styles from './contents.module.css';

/** There is nobody to ask. */
const NOBODY: Api = {
  call: async () => ({ ok: false, fault: { code: 'unavailable', message: '' } }),
  on: () => () => {},
  onConnection: () => () => {},
};
const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** Ages are as they were when it was sealed. */
const standingAt = (at: number): ScreenClock => ({ now: () => at, subscribe: () => () => {} });

/** The day that the times are of. */
const SealLine = ({ seal: { made_at }, zone }: { readonly seal: Seal; readonly zone: string }) => (
  <p className={styles.hint}>
    <Said text={words.line} at={formatInstant(made_at, zone)} />
  </p>
);

/** Who sealed it, when, and with which key. */
export function SealCard({ seal, title = words.seal }: { readonly seal: Seal; readonly title?: string }) {
  const { made_by, verified, program, redacted, fingerprint, trail_head } = seal;
  const who = `${personName(made_by)}${verified ? '' : ` ${words.notVerified}`}`;
  return (
    <Card title={title}>
      <div className={styles.seal}>
        <p>
          <Said text={words.made} who={who} program={program} /> {redacted && words.redacted}
        </p>
        <p className={styles.code}>
          <Said text={words.fingerprint} fingerprint={<code>{fingerprint}</code>} />
        </p>
        <p className={styles.code}>
          <Said text={words.head} seq={trail_head.seq} hash={<code>{trail_head.hash}</code>} />
        </p>
        <p className={styles.hint}>{words.howToCheck}</p>
      </div>
    </Card>
  );
}

/** A bundle to read: its seal, and the finding with its evidence as it was sealed. */
export function BundleContents({ bundle: { view, seal } }: { readonly bundle: Bundle }) {
  const detail = useMemo(() => detailOf(view), [view]);
  const clock = useMemo(() => standingAt(seal.made_at), [seal]);
  const store = useMemo(() => createMapStore({ api: NOBODY, every }), []);
  const zone = view.timezone ?? 'UTC';
  const { place, evidence, finding } = view;
  const map =
    seal.redacted || place === null ? (
      seal.redacted && <p className={styles.hint}>{words.noPositions}</p>
    ) : (
      <EvidenceDrawing store={store} finding={finding.id} place={place} captures={evidence} zone={zone} />
    );
  return (
    <ClockProvider clock={clock}>
      <div className={styles.pane}>
        <SealLine seal={seal} zone={zone} />
        <FrozenFinding detail={detail} zone={zone} map={map} isRedacted={seal.redacted} />
        <SealCard seal={seal} />
      </div>
    </ClockProvider>
  );
}
