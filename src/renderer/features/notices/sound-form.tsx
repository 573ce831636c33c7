import { useStore } from 'zustand';
import { SEVERITIES } from '#core/model/finding.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { noticesWords as words } from '#renderer/words/notices.ts';
import type { NoticesStore } from './notices-store.ts';
import styles from './sound-form.module.css';

/** Which severities this workstation sounds for, and how loud. */
export function SoundSettings({ store }: { readonly store: NoticesStore }) {
  const { sounds, volume, setSound, setVolume, trySound } = useStore(store);
  return (
    <fieldset className={styles.form}>
      <legend className={styles.legend}>{words.settings}</legend>
      {SEVERITIES.map((severity) => (
        <div key={severity} className={styles.row}>
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={sounds[severity]}
              disabled={severity === 'CRITICAL'}
              data-testid={`sound-${severity}`}
              onChange={(event) => setSound(severity, event.target.checked)}
            />
            <SeverityGlyph severity={severity} state="seen" />
            {SEVERITY_WORD[severity]}
          </label>
          <Button
            kind="quiet"
            aria-label={words.trySound(SEVERITY_WORD[severity])}
            disabled={!sounds[severity]}
            onClick={() => trySound(severity)}
          >
            {words.try}
          </Button>
        </div>
      ))}
      <label className={styles.volume}>
        {words.volume}
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={volume}
          data-testid="sound-volume"
          aria-valuetext={words.percent(volume)}
          onChange={(event) => setVolume(event.target.valueAsNumber)}
        />
        <span>{words.percent(volume)}</span>
      </label>
      <p className={styles.explained}>{words.settingsExplained}</p>
    </fieldset>
  );
}
