import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { deskBannerWords as words } from '#renderer/words/desks.ts';
import styles from './desks.module.css';
import type { DesksStore } from './desks-store.ts';

export type DeskBannerProps = {
  readonly store: DesksStore;
  /** Narrows the feed to a desk. */
  readonly onShow: (desk: string) => void;
};

/** Desks where alarms wait and nobody is, on every screen, and what colleagues hand over to whoever sits here. */
export function DeskBanner({ store, onShow }: DeskBannerProps) {
  const { state, take, answer } = useStore(store);
  const desks = state?.desks ?? [];
  const left = desks.filter(({ attended, alarms }) => !attended && alarms > 0);
  const mine = new Set(desks.filter((desk) => desk.mine).map(({ code }) => code));
  const offers = (state?.offers ?? []).filter((offer) => !offer.desks.every((desk) => mine.has(desk)));
  return (
    <section aria-label={words.region}>
      <div role="alert">
        {left.map(({ code, name, holder, alarms, critical, may_take }) => (
          <div key={code} className={styles.left} data-testid="desk-left">
            <SeverityGlyph severity={critical > 0 ? 'CRITICAL' : 'HIGH'} />
            <span>
              <strong>{words.left(name, holder)}</strong> {words.waiting(alarms, critical)}
            </span>
            <span className={styles.actions}>
              <Button kind="quiet" onClick={() => onShow(code)}>
                {words.show}
              </Button>
              {may_take && (
                <Button
                  kind="primary"
                  shortcut="Shift H"
                  data-testid="desk-take"
                  onClick={() => void take(code)}
                >
                  {words.take}
                </Button>
              )}
            </span>
          </div>
        ))}
      </div>
      <div role="status">
        {offers.map(({ id, from, desks: codes, note }) => (
          <div key={id} className={styles.offer} data-testid="desk-offer">
            <span>
              <strong>{words.offered(from, codes.join(', '))}</strong> {note}
            </span>
            <span className={styles.actions}>
              <Button kind="quiet" onClick={() => void answer(id, false)}>
                {words.decline}
              </Button>
              <Button
                kind="primary"
                shortcut="Shift H"
                data-testid="desk-accept"
                onClick={() => void answer(id, true)}
              >
                {words.accept}
              </Button>
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What the one key of desks does: accepts what is offered, takes what nobody is at, else opens the desks. */
export function nextForDesks(store: DesksStore): (() => void) | null {
  const { state, take, answer } = store.getState();
  if (state === undefined) return null;
  const mine = new Set(state.desks.filter((desk) => desk.mine).map(({ code }) => code));
  const offer = state.offers.find(({ desks }) => !desks.every((desk) => mine.has(desk)));
  if (offer !== undefined) return () => void answer(offer.id, true);
  const left = state.desks.find(({ attended, alarms, may_take }) => !attended && alarms > 0 && may_take);
  return left === undefined ? null : () => void take(left.code);
}
