import type { FindingSeverity } from '#core/model/finding.ts';

type Tone = { readonly hz: number; readonly seconds: number };

/** Short figures that are told apart without looking: three rising for CRITICAL, down to one low for LOW. */
const FIGURES: Readonly<Record<FindingSeverity, readonly Tone[]>> = {
  CRITICAL: [
    { hz: 660, seconds: 0.14 },
    { hz: 880, seconds: 0.14 },
    { hz: 1_100, seconds: 0.22 },
  ],
  HIGH: [
    { hz: 660, seconds: 0.14 },
    { hz: 880, seconds: 0.2 },
  ],
  MEDIUM: [{ hz: 587, seconds: 0.2 }],
  LOW: [{ hz: 392, seconds: 0.16 }],
};
/** Of the loudest, as gain. */
const LOUDNESS = 0.25;
/** Rise and fall of a tone, in seconds, so that it does not click. */
const EDGE = 0.015;

function playTone(context: AudioContext, { hz, seconds }: Tone, at: number, volume: number): void {
  const loudness = LOUDNESS * volume;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + EDGE);
  gain.gain.setValueAtTime(loudness, at + seconds - EDGE);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: hz });
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

/** What is heard. Browsers keep a page silent until the first key or click in it, and an operator must know. */
export type Sound = {
  /** `volume`: 0 to 1. False: the browser keeps the page silent. */
  readonly play: (severity: FindingSeverity, volume: number) => boolean;
  /** Tells whether the browser keeps it silent, now and at every change; returns the way to stop. */
  readonly onBlocked: (listener: (blocked: boolean) => void) => () => void;
};

const GESTURES = ['pointerdown', 'keydown'] as const;

/** The page's own sounds; the first key or click lets them out. */
export function createSound(): Sound {
  const context = new AudioContext();
  const letOut = () => void context.resume();
  return {
    play(severity, volume) {
      if (context.state !== 'running') return false;
      let at = context.currentTime + EDGE;
      for (const tone of FIGURES[severity]) {
        playTone(context, tone, at, volume);
        at += tone.seconds;
      }
      return true;
    },
    onBlocked(listener) {
      const tell = () => listener(context.state !== 'running');
      tell();
      context.addEventListener('statechange', tell);
      for (const gesture of GESTURES) window.addEventListener(gesture, letOut);
      return () => {
        context.removeEventListener('statechange', tell);
        for (const gesture of GESTURES) window.removeEventListener(gesture, letOut);
      };
    },
  };
}
