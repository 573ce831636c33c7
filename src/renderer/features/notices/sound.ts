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
const LOUDNESS = 0.18;
/** Rise and fall of a tone, in seconds, so that it does not click. */
const EDGE = 0.015;

function playTone(context: AudioContext, { hz, seconds }: Tone, at: number): void {
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + EDGE);
  gain.gain.setValueAtTime(LOUDNESS, at + seconds - EDGE);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: hz });
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

/** Plays the figure of a severity. Browsers keep silent until the first key or click in the page. */
export function createSound(): (severity: FindingSeverity) => void {
  let context: AudioContext | null = null;
  return (severity) => {
    context ??= new AudioContext();
    void context.resume();
    let at = context.currentTime + EDGE;
    for (const tone of FIGURES[severity]) {
      playTone(context, tone, at);
      at += tone.seconds;
    }
  };
}
