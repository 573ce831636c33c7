import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaseView } from '#contract/cases.ts';
import { verifyFile } from '#core/bundle/verify.ts';
import { readZip, storedEntry, writeZip } from '#core/bundle/zip.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import type { Collected } from '#main/services/bundles/collected.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { createReading, sealOf } from '#main/services/bundles/reading.ts';
import { type CaseOrder, createSealing } from '#main/services/bundles/sealing.ts';
import { busyCollected, PAGE_FILES, PERSONAL, signer } from '#test/kit/bundle.ts';
import { commandLine } from '#test/kit/command-line.ts';

const MAKER = { signer: signer(), tools: bundleTools, version: '1', page: PAGE_FILES };
const THEIRS = { ...MAKER, signer: signer() };
const AT = Date.parse('2026-01-06T08:00:00Z');

const collectedOf = (id: string): Collected => {
  const collected = busyCollected(20);
  return { ...collected, view: { ...collected.view, finding: { ...collected.view.finding, id } } };
};
const item = (finding: string) => ({
  ...{ id: `I-${finding}`, finding, title: 'Joanna Doe is away', added_at: AT, added_by: 'Ada Lovelace' },
});

/** A case of F-2, a bundle of another installation, and F-1, in this order, with a note. */
async function saved(redacted: boolean, theirsRedacted = redacted) {
  const theirs = await makeBundle(collectedOf('F-9'), theirsRedacted, THEIRS);
  const bundle = {
    ...{ file_name: 'Joanna Doe.vigil', sha256: bundleTools.sha256(theirs) },
    ...{ fingerprint: bundleTools.sha256(THEIRS.signer.publicKey), redacted: theirsRedacted },
  };
  const order: CaseOrder = {
    folder: {
      ...{
        id: 'C-1',
        name: 'Nightfall of Joanna Doe',
        opened_at: AT,
        opened_by: 'Ada Lovelace',
        revision: 5,
      },
      ...{ closed_at: AT, closed_by: 'Bea Stone' },
      items: [
        { ...item('F-2'), bundle: null },
        { ...item('F-9'), bundle },
        { ...item('F-1'), bundle: null },
      ],
      notes: [
        {
          at: AT,
          by: 'Bea Stone',
          verified: true,
          text: 'The lock was cut, says Joanna Doe.',
          item: 'I-F-9',
        },
      ],
    },
    ...{ redacted, made: { at: AT, actor: 'Ada Lovelace', verified: true } },
    trail_head: { seq: 7, hash: 'c'.repeat(64) },
  };
  const sealing = createSealing(() => MAKER);
  const reading = createReading(bundleTools);
  reading.take(Buffer.from(theirs).toString('base64'));
  const found = reading.verify();
  if (!found.ok) throw new Error(found.why);
  await sealing.take(reading.bytes(0));
  const seal = sealOf(found.manifest);
  expect(await sealing.brought(seal, reading.text(0) + reading.text(1))).toBe(bundle.sha256);
  for (const id of ['F-1', 'F-2']) await sealing.finding(collectedOf(id), redacted);
  const { pieces } = await sealing.folder(order);
  const all = await Promise.all(Array.from({ length: pieces }, (_, piece) => sealing.piece(piece)));
  return { bytes: Buffer.concat(all.map((text) => Buffer.from(text, 'base64'))), order, sealing };
}

function shown(bytes: Buffer): CaseView {
  const reading = createReading(bundleTools);
  reading.take(bytes.toString('base64'));
  const found = reading.verify();
  if (!found.ok) throw new Error(`${found.part} ${found.why}`);
  const texts = Array.from({ length: found.pieces }, (_, piece) => reading.text(piece));
  return CaseView.parse(JSON.parse(texts.join('')));
}

describe('a case file', () => {
  it('is one sealed zip of its bundles in their order, its notes and a page, and is verified to the last byte of each', async () => {
    const { bytes } = await saved(false);
    const result = verifyFile(bytes, bundleTools);
    if (!result.ok) throw new Error(`${result.part} ${result.why}`);
    expect([...result.parts.keys()]).toEqual([
      ...['bundles/01-F-2.vigil', 'bundles/02-F-9.vigil', 'bundles/03-F-1.vigil'],
      ...['case.json', 'index.html'],
    ]);
    expect(result.manifest).toMatchObject({ format: 'vigil-case-file', title: 'Nightfall of Joanna Doe' });
    for (const content of ['bundles/02-F-9.vigil'].map((name) => result.parts.get(name) ?? new Uint8Array()))
      expect(verifyFile(content, bundleTools)).toMatchObject({
        manifest: { signer: { fingerprint: bundleTools.sha256(THEIRS.signer.publicKey) } },
      });
  });

  it('shows its notes with who and when, and each bundle with its own seal', async () => {
    const { bytes, order } = await saved(false);
    const view = shown(bytes);
    expect(view.folder).toEqual(order.folder);
    expect(view.bundles.map((each) => each.view.finding.id)).toEqual(['F-2', 'F-9', 'F-1']);
    expect(view.bundles[0]?.seal.fingerprint).not.toBe(view.bundles[1]?.seal.fingerprint);
  });

  it('holds a page that anybody opens, which asks for nothing and shows the same', async () => {
    const { bytes } = await saved(false);
    const result = verifyFile(bytes, bundleTools);
    const page = new TextDecoder().decode((result.ok && result.parts.get('index.html')) || new Uint8Array());
    expect(page).toContain("default-src 'none'");
    const json = /<script type="application\/json" id="bundle">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(CaseView.parse(JSON.parse(json))).toEqual(shown(bytes));
  });

  it('leaves out of a redacted one every name, number, position and whatever somebody wrote', async () => {
    const { bytes } = await saved(true);
    const result = verifyFile(bytes, bundleTools);
    if (!result.ok) throw new Error(result.why);
    const texts = [...result.parts].map(([, content]) => new TextDecoder().decode(content)).join('');
    const view = JSON.stringify(shown(bytes));
    for (const name of [...PERSONAL, 'lock was cut', 'Nightfall']) {
      expect(texts).not.toContain(name);
      expect(view).not.toContain(name);
    }
    expect(shown(bytes).folder).toMatchObject({
      name: 'C-1',
      notes: [{ by: 'operator-2', text: '[left out]' }],
    });
  });

  it('names the first broken part of the first broken bundle', async () => {
    const { bytes, sealing, order } = await saved(false);
    const outer = readZip(bytes, bundleTools).entries;
    const at = outer.find(({ name }) => name === 'bundles/02-F-9.vigil');
    const flipped = Buffer.from(bytes);
    const place = (at?.packed.byteOffset ?? 0) - bytes.byteOffset + 200;
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    expect(verifyFile(flipped, bundleTools)).toMatchObject({ ok: false, part: 'bundles/02-F-9.vigil' });
    // The same, sealed anew by somebody who has a key: the case holds, what is in it does not.
    const whole = verifyFile(bytes, bundleTools);
    const theirs = whole.ok ? whole.parts.get('bundles/02-F-9.vigil') : undefined;
    const inner = readZip(theirs ?? new Uint8Array(), bundleTools).entries.map((entry) =>
      entry.name === 'people.csv' ? storedEntry(entry.name, Buffer.from('nobody')) : entry,
    );
    const bent = Buffer.from(writeZip(inner));
    await sealing.take(bent.toString('base64'));
    const seal = shown(bytes).bundles[1]?.seal;
    if (seal === undefined) throw new Error('there are three');
    const sha256 = await sealing.brought(seal, JSON.stringify(shown(bytes).bundles[1]?.view));
    const items = order.folder.items.map((each) =>
      each.bundle === null ? each : { ...each, bundle: { ...each.bundle, sha256 } },
    );
    const { pieces } = await sealing.folder({ ...order, folder: { ...order.folder, items } });
    const all = await Promise.all(Array.from({ length: pieces }, (_, piece) => sealing.piece(piece)));
    const resealed = Buffer.concat(all.map((text) => Buffer.from(text, 'base64')));
    const broken = { ok: false, part: 'bundles/02-F-9.vigil: people.csv', why: 'was changed' };
    expect(verifyFile(resealed, bundleTools)).toEqual(broken);
    const reading = createReading(bundleTools);
    reading.take(resealed.toString('base64'));
    expect(reading.verify()).toEqual(broken);
  });

  it('is not sealed without a bundle that belongs to it', async () => {
    const { order } = await saved(false);
    const sealing = createSealing(() => MAKER);
    for (const id of ['F-1', 'F-2']) await sealing.finding(collectedOf(id), false);
    await expect(sealing.folder(order)).rejects.toThrow(
      'Joanna Doe.vigil is not here: open it on this screen',
    );
  });

  it('is verified by the command line like a bundle', async () => {
    using line = commandLine();
    const { bytes } = await saved(false);
    const file = join(line.folder, 'case.vigil');
    writeFileSync(file, bytes);
    const key = bundleTools.sha256(MAKER.signer.publicKey);
    const told = await line.vigil('evidence', 'verify', file, '--key', key);
    expect(told).toMatchObject({
      code: 0,
      out: expect.stringContaining('the case Nightfall of Joanna Doe (C-1) with 3 bundles, each intact'),
    });
    const [json] = (await line.vigil('evidence', 'verify', file, '--json')).lines();
    expect(json).toMatchObject({ ok: true, kind: 'CASE', bundles: 3, signed: 'UNKNOWN' });
    writeFileSync(file, bytes.subarray(0, -1));
    expect(await line.vigil('evidence', 'verify', file)).toMatchObject({ code: 1 });
  });
});
