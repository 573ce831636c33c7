import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { baselineCell, baselineMetric, seriesPoints } from '#test/kit/baselines.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createBaselinesStore } from './baselines-store.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 7);

function bench() {
  let now = NOW;
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'baselines.site': ({ site }) => ({
      site,
      name: `Site ${site}`,
      timezone: 'Asia/Kolkata',
      metrics: [baselineMetric('phone_events'), baselineMetric('tour_checkpoints')],
      left_out: [],
    }),
    'baselines.show': ({ metric }) => [baselineCell(0, { metric })],
    'baselines.series': ({ site, metric, from }) => ({
      site,
      metric,
      timezone: 'Asia/Kolkata',
      threshold: 2,
      points: seriesPoints(from, [1, 2]),
      findings: [],
    }),
    'baselines.outliers': () => [],
  });
  const store = createBaselinesStore({ ...timers, api: fake.api, now: () => now });
  return {
    ...fake,
    timers,
    state: () => store.getState(),
    pass: (ms: number) => {
      now += ms;
    },
    leave: store.getState().enter(),
  };
}

describe('the baselines of a site', () => {
  it('begin with its first metric, the last three days and everything about it', async () => {
    const { state, inputsOf } = bench();
    state().show('RB-01');
    await arrived();
    expect(state()).toMatchObject({ metric: 'phone_events', days: 3, until: null });
    const to = Date.UTC(2026, 10, 22, 2, 15);
    expect(inputsOf('baselines.series')).toEqual([
      { site: 'RB-01', metric: 'phone_events', from: to - 3 * DAY, to },
    ]);
    expect(state().parts.cells).toMatchObject({ loading: false, at: NOW, fault: undefined });
    expect(state().parts.about.value?.name).toBe('Site RB-01');
  });

  it('keep the metric at another site, or take the first where there is none of it', async () => {
    const { state, answers } = bench();
    state().show('RB-01', { metric: 'tour_checkpoints' });
    await arrived();
    state().show('RB-02');
    await arrived();
    expect(state().metric).toBe('tour_checkpoints');
    answers['baselines.site'] = ({ site }) => ({
      site,
      name: site,
      timezone: 'UTC',
      metrics: [baselineMetric('door_opens')],
      left_out: [],
    });
    state().show('RB-03');
    await arrived();
    expect(state().metric).toBe('door_opens');
  });

  it('drop the answer about what is no longer asked', async () => {
    const { state, answers } = bench();
    let answerFirst: () => void = () => undefined;
    answers['baselines.show'] = ({ metric }) =>
      new Promise((resolve) => {
        answerFirst = () => resolve([baselineCell(1, { metric })]);
      });
    state().show('RB-01', { metric: 'phone_events' });
    answers['baselines.show'] = ({ metric }) => [baselineCell(2, { metric })];
    state().choose('tour_checkpoints');
    await arrived();
    answerFirst();
    await arrived();
    expect(state().parts.cells.value?.[0]).toMatchObject({ hour_of_week: 2, metric: 'tour_checkpoints' });
  });

  it('are kept when a renewal fails, with the reason beside them', async () => {
    const { state, answers } = bench();
    state().show('RB-01');
    await arrived();
    answers['baselines.show'] = () => refusal('the engine is gone');
    await state().loadCells();
    expect(state().parts.cells).toMatchObject({ loading: false, at: NOW });
    expect(state().parts.cells.value).toHaveLength(1);
    expect(state().parts.cells.fault?.message).toBe('the engine is gone');
  });
});

describe('the series', () => {
  it('moves by its span, never beyond the present', async () => {
    const { state, inputsOf } = bench();
    state().show('RB-01');
    await arrived();
    state().spanOver(1);
    state().move(-1);
    state().move(-1);
    state().move(1);
    expect(state().until).toBe(Date.UTC(2026, 10, 21, 2, 15));
    state().move(1);
    expect(state().until).toBeNull();
    await arrived();
    expect(inputsOf('baselines.series').at(-1)).toMatchObject({ to: Date.UTC(2026, 10, 22, 2, 15) });
  });

  it('goes to the instant of a finding, with what came after it', async () => {
    const { state } = bench();
    const at = NOW - 5 * DAY;
    state().show('RB-01', { metric: 'phone_events', at });
    expect(state()).toMatchObject({ reading: at, wanted: 'series' });
    expect(state().until).toBeGreaterThanOrEqual(at + 6 * HOUR);
    state().arrive();
    state().show('RB-01', { metric: 'phone_events', at: NOW - HOUR });
    expect(state()).toMatchObject({ until: null, wanted: 'series' });
  });

  it('follows the present while the screen is shown, and not a moment longer', async () => {
    const { state, timers, inputsOf, pass, leave, listening } = bench();
    state().show('RB-01');
    await arrived();
    timers.run();
    expect(inputsOf('baselines.series')).toHaveLength(1);
    pass(15 * MINUTE);
    timers.run();
    await arrived();
    expect(inputsOf('baselines.series')).toHaveLength(2);
    leave();
    expect(listening()).toBe(0);
    expect(timers.waiting()).toEqual([]);
  });

  it('is asked for again when an anomaly of the site changes, and not for others', async () => {
    const { state, timers, push, inputsOf } = bench();
    state().show('RB-01');
    await arrived();
    const rows = [
      findingRow('a', { finding_type: 'TOUR_OVERDUE' }),
      findingRow('b', { finding_type: 'ANOMALY_PHONE_EVENTS_BELOW', site: 'RB-02' }),
    ];
    push('findings.changed', { rows, reload: false });
    timers.run();
    expect(inputsOf('baselines.series')).toHaveLength(1);
    push('findings.changed', {
      rows: [findingRow('c', { finding_type: 'ANOMALY_PHONE_EVENTS_BELOW' })],
      reload: false,
    });
    timers.run();
    expect(inputsOf('baselines.series')).toHaveLength(2);
  });
});

describe('odd cells', () => {
  it('are those of the fleet while no site is chosen, else as the person wants', async () => {
    const { state, inputsOf } = bench();
    await arrived();
    expect(inputsOf('baselines.outliers')).toEqual([{}]);
    state().show('RB-01');
    expect(inputsOf('baselines.outliers').at(-1)).toEqual({ site: 'RB-01' });
    state().searchOutliers('fleet');
    expect(inputsOf('baselines.outliers').at(-1)).toEqual({});
    state().searchOutliers('site');
    state().show(null);
    expect(inputsOf('baselines.outliers').at(-1)).toEqual({});
  });

  it('lead to their cell', () => {
    const { state, inputsOf } = bench();
    state().show('RB-02', { metric: 'tour_checkpoints', cell: 97 });
    expect(inputsOf('baselines.outliers').at(-1)).toEqual({});
    expect(state()).toMatchObject({ site: 'RB-02', metric: 'tour_checkpoints', cell: 97, wanted: 'cell' });
  });
});
