import { describe, expect, it } from 'vitest';
import { alertReport } from './alert-report.ts';

const read = (severity: string | null, attributes: Readonly<Record<string, unknown>> | null = null) =>
  alertReport({ severity, alert_type: 'FIRE_PANEL', attributes });

describe('the severity of a report', () => {
  it.each([
    ['CRITICAL', 'CRITICAL'],
    ['page', 'CRITICAL'],
    ['High', 'HIGH'],
    ['error', 'HIGH'],
    [' warning ', 'MEDIUM'],
    ['info', 'LOW'],
  ])('reads %s as %s', (sent, severity) => {
    expect(read(sent).severity).toBe(severity);
  });

  it('is medium where none was sent, or none that is known', () => {
    expect(read(null).severity).toBe('MEDIUM');
    expect(read('P7').severity).toBe('MEDIUM');
  });
});

describe('the condition that a report is about', () => {
  it('is named by its fingerprint, which may be a number', () => {
    expect(read(null, { fingerprint: 'a1b2' }).fingerprint).toBe('a1b2');
    expect(read(null, { fingerprint: 17 }).fingerprint).toBe('17');
  });

  it.each([undefined, null, '', true, ['a'], 'x'.repeat(201)])('has no name that is %j', (fingerprint) => {
    expect(read(null, { fingerprint }).fingerprint).toBeNull();
  });

  it('has ended when the sender says so in its own spelling, and on no other word', () => {
    expect(read(null, { status: 'resolved' }).ended).toBe(true);
    expect(read(null, { status: 'ENDED' }).ended).toBe(true);
    expect(read(null, { status: 'firing' }).ended).toBe(false);
    expect(read(null, { status: 0 }).ended).toBe(false);
    expect(read(null).ended).toBe(false);
  });
});
