import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { busyCollected, PAGE_FILES, PERSONAL, signer } from '#test/kit/bundle.ts';
import { type CommandLine, commandLine, createTemplate } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const MAKER = { signer: signer(), tools: bundleTools, version: '1', page: PAGE_FILES };
const SECRET = Buffer.from('a good long secret\n');
const event = (fields: object) => `${JSON.stringify({ site: 'S-1', person: 'G-1', ...fields })}\n`;

/** Two silent sites; a guard of the first has walked. */
const night = createTemplate(async (line) => {
  const fleet = fleetDocument({
    sites: 2,
    tenants: 2,
    site: () => ({
      people: [{ code: 'G-1', name: 'Joanna Doe', role: 'guard', phone: '+919845012345' }],
      devices: [],
      shifts: [],
    }),
  });
  writeFileSync(join(line.folder, 'sites.json'), JSON.stringify(fleet));
  const fixes = [0, 1, 2].map((minute) =>
    event({ type: 'location', lat: 12.97 + minute / 1e4, lon: 77.59, ts: `2026-01-05T04:0${minute}:00Z` }),
  );
  const calls = ['S-1', 'S-2'].map((site) =>
    event({ type: 'phone_event', site, ts: '2026-01-05T04:00:00Z' }),
  );
  writeFileSync(join(line.folder, 'telemetry.ndjson'), [...fixes, ...calls].join(''));
  await line.vigil('import', join(line.folder, 'sites.json'));
  await line.vigil('ingest', join(line.folder, 'telemetry.ndjson'));
  await line.vigil('audit', '--at', '2026-01-05T05:30:00Z');
});
afterAll(() => night.dispose());

const findingAt = async (line: CommandLine, site: string): Promise<string> => {
  const [finding] = (await line.vigil('findings', '--site', site, '--json')).lines();
  return String(finding?.id);
};
const bundleIn = (line: CommandLine) => join(line.folder, 'night.vigil');
const exported = async (line: CommandLine, ...options: readonly string[]) =>
  line.vigil(
    'evidence',
    'export',
    await findingAt(line, 'S-1'),
    '--out',
    bundleIn(line),
    '--json',
    ...options,
  );
const textsOf = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const result = verifyBundle(bytes, bundleTools);
  if (!result.ok) throw new Error(`${result.part} ${result.why}`);
  return new Map([...result.parts].map(([name, content]) => [name, new TextDecoder().decode(content)]));
};

describe('evidence export', () => {
  it('seals the finding with its evidence, its way, its tables and its rows of the trail', async () => {
    using line = await night.copy();
    const id = await findingAt(line, 'S-1');
    expect(await exported(line)).toMatchObject({ code: 0 });
    const texts = textsOf(readFileSync(bundleIn(line)));
    expect(JSON.parse(texts.get('finding.json') ?? '')).toMatchObject({ id, site: 'S-1', status: 'NEW' });
    expect(JSON.parse(texts.get('evidence.json') ?? '')[0].evidence.location_history).toHaveLength(3);
    expect(texts.get('trail.gpx')).toMatch(/<name>G-1<\/name>[\s\S]*lat="12.9702" lon="77.59"/);
    expect(texts.get('geo.geojson')).toContain('"LineString"');
    expect(texts.get('positions.csv')?.split('\r\n')[1]).toMatch(
      /^G-1,2026-01-05T04:00:00.000Z,12.97,77.59,/,
    );
    expect(texts.get('people.csv')).toContain('Joanna Doe');
  });

  it('is a row of the trail, which the bundle holds itself, and leaves the chain whole', async () => {
    using line = await night.copy();
    await exported(line);
    const rows = (textsOf(readFileSync(bundleIn(line))).get('trail.ndjson') ?? '').trim().split('\n');
    expect(JSON.parse(rows.at(-1) ?? '')).toMatchObject({
      action: 'finding.exported',
      actor: expect.stringContaining('local:'),
      payload: { after: { redacted: false } },
    });
    expect(await line.vigil('verify')).toMatchObject({ code: 0 });
  });

  it('overwrites nothing, and makes nothing of a finding that is not there', async () => {
    using line = await night.copy();
    writeFileSync(bundleIn(line), 'mine');
    expect((await exported(line)).err).toContain('there is such a file already');
    expect(readFileSync(bundleIn(line), 'utf8')).toBe('mine');
    const none = await line.vigil('evidence', 'export', 'F-NONE', '--out', join(line.folder, 'none.vigil'));
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no finding F-NONE') });
  });

  it('keeps its key for its own user, seals with the same one again, and is another signer without the file', async () => {
    using line = await night.copy();
    const [first] = (await exported(line)).lines();
    const key = join(line.folder, 'signing.pem');
    if (process.platform !== 'win32') expect(statSync(key).mode & 0o077).toBe(0);
    rmSync(bundleIn(line));
    expect((await exported(line)).lines()[0]?.signer).toBe(first?.signer);
    rmSync(bundleIn(line));
    rmSync(key);
    expect((await exported(line)).lines()[0]?.signer).not.toBe(first?.signer);
  });

  it('is not for operators, nor for whoever does not see the site, and leaves no row then', async () => {
    using line = await night.copy();
    const id = await findingAt(line, 'S-1');
    await line.vigilWith(SECRET, 'people', 'on', 'Root');
    await line.vigilWith(SECRET, 'people', 'add', 'Olga', '--role', 'operator');
    await line.vigilWith(SECRET, 'people', 'add', 'Sue', '--role', 'supervisor', '--tenant', 'T-2');
    const before = (await line.vigil('verify', '--json')).lines()[0]?.trail_rows;
    for (const [name, why] of [
      ['Olga', 'Only a supervisor'],
      ['Sue', `no finding ${id}`],
    ] as const) {
      const told = await line.vigilWith(
        SECRET,
        'evidence',
        'export',
        id,
        '--out',
        bundleIn(line),
        '--as',
        name,
      );
      expect([name, told.code, told.err]).toEqual([name, 1, expect.stringContaining(why)]);
    }
    // Two sign-ins and two sign-outs.
    expect((await line.vigil('verify', '--json')).lines()[0]?.trail_rows).toBe(Number(before) + 4);
  });
});

describe('evidence verify', () => {
  it('needs no database, and says whose seal it is as far as it knows', async () => {
    using line = await night.copy();
    const [{ signer: key } = {}] = (await exported(line)).lines();
    using elsewhere = commandLine();
    const verify = async (at: CommandLine, ...options: readonly string[]) =>
      at.vigil('evidence', 'verify', bundleIn(line), '--json', ...options);
    expect((await verify(line)).lines()[0]).toMatchObject({ ok: true, signed: 'OWN' });
    expect((await verify(elsewhere)).lines()[0]).toMatchObject({ ok: true, signed: 'UNKNOWN', signer: key });
    expect((await verify(elsewhere, '--key', String(key))).lines()[0]).toMatchObject({ signed: 'EXPECTED' });
    expect(await verify(elsewhere, '--key', 'f'.repeat(64))).toMatchObject({ code: 1 });
  });

  it('exits with 1 and names the first broken part', async () => {
    using line = await night.copy();
    await exported(line);
    const bytes = readFileSync(bundleIn(line));
    // It stands in the manifest first, then in front of the part.
    const part = bytes.indexOf('positions.csv', bytes.indexOf('manifest.sig')) + 'positions.csv'.length;
    bytes[part + 2] = (bytes[part + 2] ?? 0) ^ 4;
    writeFileSync(bundleIn(line), bytes);
    const told = await line.vigil('evidence', 'verify', bundleIn(line), '--json');
    expect(told.code).toBe(1);
    expect(told.lines()[0]).toMatchObject({ ok: false, part: 'positions.csv', why: 'was changed' });
    expect((await line.vigil('evidence', 'verify', bundleIn(line))).out).toContain(
      'is not as it was sealed: positions.csv was changed.',
    );
  });

  it.each([
    ['nothing to do', ['evidence']],
    ['no file to write', ['evidence', 'export', 'F-1']],
    ['no file to read', ['evidence', 'verify']],
  ])('exits with 2 for %s', async (_, argv) => {
    using line = commandLine();
    expect(await line.vigil(...argv)).toMatchObject({ code: 2 });
  });
});

describe('a redacted bundle', () => {
  const made = async (redacted: boolean) => textsOf(await makeBundle(busyCollected(200), redacted, MAKER));

  it('holds no name, number or position in any part, where the whole one holds them all', async () => {
    const whole = [...(await made(false)).values()].join('\n');
    for (const personal of PERSONAL) expect(whole).toContain(personal);
    for (const [name, text] of await made(true))
      for (const personal of PERSONAL) expect([name, text.includes(personal)]).toEqual([name, false]);
  });

  it('keeps codes, instants and what Vigil itself said, and calls people by the same alias throughout', async () => {
    const texts = await made(true);
    const finding = JSON.parse(texts.get('finding.json') ?? '');
    expect(finding).toMatchObject({ id: 'F-1', site: 'S-1', resolved_by: finding.acknowledged_by });
    expect(finding.resolved_by).toMatch(/^operator-\d$/);
    expect(finding.explanation.values[0]).toMatchObject({ value: 65, limit: 60, set_at: 'CLIENT C-1' });
    expect(texts.get('people.csv')).toContain('G-3');
    expect(texts.get('timeline.csv')).toContain(finding.resolved_by);
    expect([...texts.keys()]).not.toContain('trail.gpx');
  });

  it('holds no hash that would tell who of some people acted, nor a text of a runbook', async () => {
    const texts = [...(await made(true)).values()].join('\n');
    const { trail, head, view } = busyCollected(200);
    // What is on top of the trail is in the manifest; what it was made of is not all there.
    const below = trail.filter(({ seq }) => seq !== head.seq).map(({ hash }) => hash);
    const hashes = [...below, ...trail.map(({ payload_hash }) => payload_hash)];
    expect(hashes.filter((hash) => texts.includes(hash))).toEqual([]);
    const written = [view.runbook?.description ?? '', ...(view.runbook?.steps ?? []).map(({ text }) => text)];
    expect(written.length).toBeGreaterThan(1);
    expect(written.filter((text) => texts.includes(text))).toEqual([]);
  });
});

it('lets no text of a table become a formula', async () => {
  const texts = textsOf(await makeBundle(busyCollected(1), false, MAKER));
  expect(texts.get('alerts.csv')).toContain(`"'=HYPERLINK`);
});
