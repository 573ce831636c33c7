import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { remarkWords as words } from '#renderer/words/engine.ts';
import type { EngineStore } from './engine-store.ts';
import styles from './remark.module.css';
import { remarkOf } from './staleness.ts';

export type RemarkProps = { readonly store: EngineStore };

/** What a running engine has to say, until the operator puts it aside. */
export function RemarkBanner({ store }: RemarkProps) {
  const remark = useStore(store, (state) => remarkOf(state.status));
  const { remarkAside, putAside } = useStore(store);
  return (
    <div role="status">
      {remark !== null && remark !== remarkAside && (
        <div className={styles.banner} data-testid="engine-remark">
          <span>
            <strong>{words.intro}</strong> {remark}
          </span>
          <Button kind="quiet" hint={words.putAsideHint} onClick={() => putAside(remark)}>
            {words.putAside}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The mark that a remark was put aside; brings it back. */
export function RemarkMark({ store }: RemarkProps) {
  const remark = useStore(store, (state) => remarkOf(state.status));
  const { remarkAside, putAside } = useStore(store);
  if (remark === null || remark !== remarkAside) return null;
  return (
    <button type="button" className={styles.mark} title={remark} onClick={() => putAside(null)}>
      {words.mark}
    </button>
  );
}
