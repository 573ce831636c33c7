import type { ReactNode } from 'react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { DENSITIES } from '#renderer/ui/density.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { HOUR_CYCLES } from '#renderer/ui/time.ts';
import { settingsWords as words } from '#renderer/words/settings.ts';
import type { ViewStore } from './view-store.ts';
import { THEMES } from './view-store.ts';

export type SettingsDialogProps = {
  readonly store: ViewStore;
  readonly open: boolean;
  readonly onClose: () => void;
  /** The settings of other features. */
  readonly children?: ReactNode;
};

const labelled = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));

/** How this workstation looks and sounds. */
export function SettingsDialog({ store, open, onClose, children }: SettingsDialogProps) {
  const { theme, density, hours, useTheme, useDensity, writeHours } = useStore(store);
  const first = useRef<HTMLSelectElement>(null);
  return (
    <Modal title={words.title} description={words.description} open={open} onClose={onClose} focus={first}>
      <Field label={words.theme}>
        <ChoiceField
          ref={first}
          data-testid="settings-theme"
          value={theme}
          choices={labelled(THEMES, words.themes)}
          onChoose={useTheme}
        />
      </Field>
      <Field label={words.density}>
        <ChoiceField
          data-testid="settings-density"
          value={density}
          choices={labelled(DENSITIES, words.densities)}
          onChoose={useDensity}
        />
      </Field>
      <Field label={words.hours}>
        <ChoiceField
          data-testid="settings-hours"
          value={hours}
          choices={labelled(HOUR_CYCLES, words.hourCycles)}
          onChoose={writeHours}
        />
      </Field>
      {children}
      <ModalActions>
        <Button kind="primary" shortcut="Esc" onClick={onClose}>
          {words.close}
        </Button>
      </ModalActions>
    </Modal>
  );
}
