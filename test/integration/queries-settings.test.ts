import { expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

/** One site whose settings come from every scope. */
function bench(): ReadBench {
  const document = fleetDocument({
    site: () => ({
      audit: {
        sensitivity: 'HIGH',
        signal_thresholds: { phone_events: { min_count: 2, window_minutes: 30 } },
      },
      holidays: [{ date: '2026-12-26', name: 'Second day' }],
    }),
  });
  const [tenant] = document.tenants ?? [];
  const [client] = tenant?.clients ?? [];
  if (tenant === undefined || client === undefined) throw new Error('the fleet has no client');
  const written = {
    ...tenant,
    audit: { evidence_lookback_minutes: 60, sensitivity: 'LOW' as const },
    holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    clients: [{ ...client, audit: { anomaly_detection: false, custom_metrics: [{ name: 'door_opens' }] } }],
  };
  return readBench({ version: 1, tenants: [written] });
}

const SITE = { scope: 'SITE', tenant: 'T-1', code: 'S-1' } as const;

it('tells of each field what is written at a site, what holds there, and what would hold without it', async () => {
  using reads = bench();
  const { fields, signals, client, sites } = await reads.ask('settings.scope', { target: SITE });
  const at = (path: string) => fields.find((field) => field.path === path);
  expect(at('audit.sensitivity')).toMatchObject({
    own: 'HIGH',
    holds: { value: 'HIGH', from: 'SITE' },
    above: { value: 'LOW', from: 'TENANT' },
  });
  expect(at('audit.anomaly_detection')).toMatchObject({ own: null, holds: { value: false, from: 'CLIENT' } });
  expect(at('audit.audit_frequency_minutes')).toMatchObject({
    own: null,
    holds: { value: 15, from: 'DEFAULT' },
  });
  expect(at('audit.signal_thresholds')).toMatchObject({
    own: { phone_events: { min_count: 2, window_minutes: 30 } },
    holds: { from: 'SITE' },
    above: { value: { phone_events: { min_count: 1, window_minutes: 60 } }, from: 'DEFAULT' },
  });
  expect(at('holidays')).toMatchObject({
    own: [{ date: '2026-12-26' }],
    above: { value: [{ date: '2026-12-25' }], from: 'TENANT' },
  });
  expect(at('priority')).toMatchObject({ own: 3, above: { value: null, from: 'DEFAULT' } });
  expect([client, sites, signals.includes('door_opens')]).toEqual(['C-1', 1, true]);
});

it('shows a tenant and a client the fields that they share with their sites', async () => {
  using reads = bench();
  const tenant = await reads.ask('settings.scope', {
    target: { scope: 'TENANT', tenant: 'T-1', code: 'T-1' },
  });
  const paths = tenant.fields.map(({ path }) => path);
  expect([paths.includes('tours'), paths.includes('audit.enabled'), paths.includes('holidays')]).toEqual([
    false,
    true,
    true,
  ]);
  const client = await reads.ask('settings.scope', {
    target: { scope: 'CLIENT', tenant: 'T-1', code: 'C-1' },
  });
  expect(client.fields.find(({ path }) => path === 'audit.sensitivity')).toMatchObject({
    own: null,
    holds: { value: 'LOW', from: 'TENANT' },
  });
});

it('knows nothing of a site of another tenant', async () => {
  using reads = bench();
  const asked = (scope: TenantScope, target: Input<'settings.scope'>['target'] = SITE) =>
    reads.ask('settings.scope', { target }, scope);
  await expect(asked({ tenants: ['T-9'] })).rejects.toThrow('no site S-1');
  await expect(asked({ tenants: [], sites: ['S-9'] })).rejects.toThrow('no site S-1');
  const ofSite = { tenants: [], sites: ['S-1'] };
  expect((await asked(ofSite)).name).toBe('Site S-1');
  await expect(asked(ofSite, { scope: 'CLIENT', tenant: 'T-1', code: 'C-1' })).rejects.toThrow('no client');
  await expect(asked(ofSite, { scope: 'TENANT', tenant: 'T-1', code: 'T-1' })).rejects.toThrow('no tenant');
});
