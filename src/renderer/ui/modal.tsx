import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import styles from './modal.module.css';

export type ModalProps = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** What gets the focus when it opens; the first control unless given. */
  readonly focus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/** A dialog that keeps the focus, closes on Esc and gives the focus back. */
export function Modal({ title, description, open, onClose, wide = false, focus, children }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          className={`${styles.popup} ${wide ? styles.wide : ''}`}
          {...(focus === undefined ? {} : { initialFocus: focus })}
        >
          <Dialog.Title className={styles.title}>{title}</Dialog.Title>
          {description !== undefined && (
            <Dialog.Description className={styles.description}>{description}</Dialog.Description>
          )}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The row of buttons that ends a dialog. */
export const ModalActions = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.actions}>{children}</div>
);
