import { Pause, Play } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { useMedia } from '#renderer/ui/media.ts';
import { formatClock } from '#renderer/ui/time.ts';
import { PLAYER } from '#renderer/words/map.ts';
import type { MapStore } from './map-store.ts';
import { SPEEDS } from './map-store.ts';
import styles from './player.module.css';
import type { Scene } from './scene.ts';
import { dashOf, stepClass } from './scene-marks.tsx';
import { TIME_STEPS } from './trail.ts';

/** One arrow key moves the scrubber by so much, in ms. */
const STEP = 15 * SECOND;
const STEPS = Array.from({ length: TIME_STEPS }, (_, step) => step);

const SPEED_CHOICES = SPEEDS.map((speed) => ({ value: String(speed), label: PLAYER.times(speed) }));

export type PlayerProps = {
  readonly store: MapStore;
  readonly scene: Scene;
  readonly moment: EpochMs;
  readonly zone: string;
};

/** The ramp from the oldest to the newest colour, with the times of both ends. */
function Legend({ scene, zone }: Pick<PlayerProps, 'scene' | 'zone'>) {
  const time = (at: EpochMs, isLast: boolean) => formatClock(at, zone, scene.to, { zone: isLast });
  return (
    <div className={styles.legend}>
      <span>{time(scene.from, false)}</span>
      <svg className={styles.ramp} viewBox="0 0 60 8" role="img" aria-label={PLAYER.legend}>
        <title>{PLAYER.legend}</title>
        {STEPS.map((step) => (
          <rect
            key={step}
            className={`${styles.colour} ${stepClass(step)}`}
            x={step * 10}
            width="10"
            height="8"
          />
        ))}
      </svg>
      <span>{time(scene.to, true)}</span>
      {scene.tracks.map((track) => (
        <span key={track.person} className={styles.person}>
          <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
            <line className={styles.sample} x1="0" x2="26" y1="4" y2="4" strokeDasharray={dashOf(track)} />
          </svg>
          {PLAYER.way(track.number, track.person)}
        </span>
      ))}
    </div>
  );
}

/** The time of the map: a scrubber that arrow keys move, and playback. */
export function Player({ store, scene, moment, zone }: PlayerProps) {
  const { playing, speed, seek, toggle, runAt } = useStore(store);
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  const said = formatClock(moment, zone, scene.to, { seconds: true });
  const button = playing ? PLAYER.pause : PLAYER.play;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'p' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    toggle(isStill);
  };
  return (
    <fieldset className={styles.player} aria-label={PLAYER.name}>
      <div className={styles.row}>
        <Button
          shortcut="p"
          hint={button.hint}
          data-testid="map-play"
          data-playing={playing}
          onClick={() => toggle(isStill)}
        >
          {playing ? <Pause size={13} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}
          {button.label}
        </Button>
        <input
          type="range"
          className={styles.scrubber}
          aria-label={PLAYER.moment}
          aria-valuetext={said}
          min={scene.from}
          max={scene.to}
          step={STEP}
          value={moment}
          data-testid="map-scrubber"
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={press}
        />
        <output className={styles.time} data-testid="map-time">
          {said}
        </output>
        <ChoiceField
          aria-label={PLAYER.speed}
          value={String(speed)}
          choices={SPEED_CHOICES}
          onChoose={(chosen) => runAt(SPEEDS.find((each) => String(each) === chosen) ?? 1)}
        />
      </div>
      <Legend scene={scene} zone={zone} />
    </fieldset>
  );
}
