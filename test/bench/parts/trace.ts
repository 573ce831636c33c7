/** One event of Chromium's tracing, as far as it is read here; times in µs. */
export type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
};

/** What a page does for a frame before it paints: running script, working out styles, laying out. */
const WORK = new Set([
  'EvaluateScript',
  'FireAnimationFrame',
  'FunctionCall',
  'EventDispatch',
  'TimerFire',
  'RunMicrotasks',
  'V8.GC_SCAVENGER',
  'MajorGC',
  'MinorGC',
  'UpdateLayoutTree',
  'Layout',
]);

const FRAME = 'FireAnimationFrame';

/** The thread on which the most frames were prepared. */
function mainThread(events: readonly TraceEvent[]): string | undefined {
  const frames = events.filter(({ name }) => name === FRAME);
  const byThread = Map.groupBy(frames, ({ pid, tid }) => `${pid}:${tid}`);
  return [...byThread].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** Script, style and layout of each frame, in ms: from one animation frame to the next. Work inside other work counts once. */
export function frameWork(events: readonly TraceEvent[]): readonly number[] {
  const thread = mainThread(events);
  const work = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && WORK.has(name) && `${pid}:${tid}` === thread)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const frames: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { name, ts, dur = 0 } of work) {
    if (name === FRAME) frames.push(0);
    if (ts < end) continue;
    end = ts + dur;
    const last = frames.length - 1;
    if (last >= 0) frames[last] = (frames[last] ?? 0) + dur / 1_000;
  }
  return frames;
}
