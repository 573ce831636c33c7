import { expect, it } from 'vitest';
import { alertReport } from '../alert-report.ts';
import { eventKey } from '../identity.ts';
import { readRecord } from './read-record.ts';

const AT = Date.parse('2026-11-06T10:00:00Z');
const firing = {
  status: 'firing',
  labels: { alertname: 'ControllerDown', severity: 'critical', site: 'RB-01', instance: '10.0.0.7:9100' },
  annotations: { summary: 'Controller 7 does not answer' },
  startsAt: '2026-11-06T09:00:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph?g0.expr=up',
  fingerprint: '9cbe2d01aa3f1c55',
};
const group = (...alerts: object[]) => ({
  version: '4',
  groupKey: '{}:{alertname="ControllerDown"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'vigil',
  groupLabels: { alertname: 'ControllerDown' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example',
  alerts,
});
const grafana = {
  ...group({
    ...firing,
    values: { B: 22 },
    valueString: "[ var='B' value=22 ]",
    dashboardURL: 'https://grafana.example/d/abc',
    silenceURL: 'https://grafana.example/alerting/silence/new',
  }),
  version: '1',
  orgId: 1,
  title: '[FIRING:1]',
  state: 'alerting',
  message: 'one',
};

function read(value: unknown) {
  const result = readRecord(value, null, { at: AT });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sent.map(({ event, devices }) => ({ event, devices }));
}
const reportOf = (value: unknown) => {
  const event = read(value)[0]?.event;
  if (event?.type !== 'alert') throw new Error('no alert was read');
  return alertReport(event);
};

it.each([
  ['Alertmanager', group(firing)],
  ['Grafana', grafana],
])('reads an alert of %s that fires: an end in year 1 is none', (_, webhook) => {
  const [alert] = read(webhook);
  expect(alert?.event).toMatchObject({
    type: 'alert',
    site: 'RB-01',
    ts: Date.parse('2026-11-06T09:00:00.123Z'),
    severity: 'critical',
    alert_type: 'ControllerDown',
    message: 'Controller 7 does not answer',
  });
  expect(reportOf(webhook)).toEqual({
    fingerprint: '9cbe2d01aa3f1c55',
    ended: false,
    severity: 'CRITICAL',
    alert_type: 'ControllerDown',
  });
});

it('knows an alert that is sent again as the same, and its next start as another', () => {
  const keyOf = (value: unknown) => read(value).map(({ event }) => eventKey(event))[0];
  expect(keyOf(group({ ...firing, annotations: { summary: 'changed' } }))).toBe(keyOf(group(firing)));
  expect(keyOf(group({ ...firing, startsAt: '2026-11-06T09:30:00Z' }))).not.toBe(keyOf(group(firing)));
});

it('reads its end at the instant of the end', () => {
  const resolved = group({ ...firing, status: 'resolved', endsAt: '2026-11-06T09:20:00Z' });
  expect(read(resolved)[0]?.event.ts).toBe(Date.parse('2026-11-06T09:20:00Z'));
  expect(reportOf(resolved)).toMatchObject({ fingerprint: '9cbe2d01aa3f1c55', ended: true });
});

it('makes the fingerprint of senders that give none from the labels, in any order', () => {
  const { fingerprint: _, ...old } = firing;
  const { severity, ...others } = old.labels;
  const turned = { ...old, labels: { severity, ...others } };
  expect(reportOf(group(turned)).fingerprint).toBe(reportOf(group(old)).fingerprint);
  expect(reportOf(group({ ...old, labels: { ...others } })).fingerprint).not.toBe(
    reportOf(group(old)).fingerprint,
  );
});

it('looks for the device where a rule does not name its site', () => {
  const { site: _, ...labels } = firing.labels;
  expect(read(group({ ...firing, labels: { ...labels, device: 'D-7' } }))[0]?.devices).toEqual([
    'D-7',
    '10.0.0.7:9100',
  ]);
});

it('reads a group as a whole or not at all, and says which alert is wrong', () => {
  const result = readRecord(group(firing, { ...firing, startsAt: 'noon' }, 7 as never), null, { at: AT });
  expect(result).toMatchObject({ ok: false, problems: [{ field: 'alerts[2]', found: '7' }] });
  expect(readRecord(group(firing, { ...firing, startsAt: 'noon' }), null, { at: AT })).toMatchObject({
    ok: false,
    problems: [{ field: 'alerts[1].startsAt', found: '"noon"' }],
  });
});
