import { z } from 'zod';
import type { CaseFolder } from '#core/model/case-folder.ts';
import { LONGEST_NOTE } from '#core/model/case-folder.ts';
import { BundleView } from './bundle-view.ts';
import { BundleSeal } from './bundles.ts';

const instant = z.number().int();
const id = z.string().min(1).max(100);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().trim().min(1).max(200);
const text = z.string();

const BroughtBundle = z.object({
  file_name: z.string().min(1).max(300),
  /** Of the file: another one is another bundle. */
  sha256,
  fingerprint: sha256,
  redacted: z.boolean(),
});
const CaseItem = z.object({
  ...{ id: text, finding: text, title: text, added_at: instant, added_by: text },
  bundle: BroughtBundle.nullable(),
});
const CaseNote = z.object({
  ...{ at: instant, by: text, verified: z.boolean(), text, item: text.nullable() },
});

/** Findings and bundles that belong together, with notes. */
export const CaseDto = z.object({
  ...{ id: text, name: text, opened_at: instant, opened_by: text },
  ...{ closed_at: instant.nullable(), closed_by: text.nullable(), revision: z.number().int() },
  items: z.array(CaseItem),
  notes: z.array(CaseNote),
}) satisfies z.ZodType<Omit<CaseFolder, 'scope'>>;
export type CaseDto = z.output<typeof CaseDto>;

/** What a saved case shows: itself, and each of its bundles in its order. */
export const CaseView = z.object({
  folder: CaseDto,
  bundles: z.array(z.object({ seal: BundleSeal, view: BundleView })),
});
export type CaseView = z.output<typeof CaseView>;

const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name }),
  /** A finding of this installation. */
  z.object({ kind: z.literal('add_finding'), finding: id }),
  /** A bundle that somebody opened; its bytes are brought again when the case is saved. */
  z.object({
    kind: z.literal('add_bundle'),
    finding: id,
    title: z.string().max(500),
    bundle: BroughtBundle,
  }),
  z.object({ kind: z.literal('remove'), item: id }),
  z.object({ kind: z.literal('move'), item: id, by: z.union([z.literal(-1), z.literal(1)]) }),
  z.object({
    kind: z.literal('note'),
    text: z.string().trim().min(1).max(LONGEST_NOTE),
    item: id.nullable(),
  }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('reopen') }),
]);

export const caseMethods = {
  /** The one that was changed last first. */
  'cases.list': {
    kind: 'query',
    input: z.object({}),
    output: z.array(
      CaseDto.pick({ id: true, name: true, opened_at: true, closed_at: true }).extend({
        items: z.number().int(),
      }),
    ),
  },
  'cases.get': { kind: 'query', input: z.object({ id }), output: CaseDto },
  'cases.create': { kind: 'command', input: z.object({ name }), output: z.object({ id: text }) },
  /** `revision`: of the case as whoever changes it has seen it. */
  'cases.change': {
    kind: 'command',
    input: z.object({ id, revision: z.number().int(), change: Change }),
    output: CaseDto,
  },
  /** What it holds stays where it is; the trail keeps that there was one. */
  'cases.remove': { kind: 'command', input: z.object({ id }), output: z.object({}) },
  /** Writes into the trail that a case leaves: before anything does. */
  'cases.note': {
    kind: 'command',
    input: z.object({ id, redacted: z.boolean() }),
    output: z.object({
      ...{ at: instant, actor: text, verified: z.boolean() },
      trail_head: z.object({ seq: z.number().int(), hash: text }),
    }),
  },
  /** Begins to seal a case into one file; `bundles.close` lets go of it. */
  'cases.begin': { kind: 'shell', input: z.object({ id }), output: z.object({ file: z.uuid() }) },
  /** Hands over a bundle that was opened and found intact, as it is. It is closed with that. */
  'cases.bring': {
    kind: 'shell',
    input: z.object({ file: z.uuid(), opened: z.uuid() }),
    output: z.object({ sha256 }),
  },
  /** Seals each finding anew, and everything into the case file, which is read by `bundles.sealed`. */
  'cases.seal': {
    kind: 'shell',
    input: z.object({ file: z.uuid(), id, redacted: z.boolean() }),
    output: z.object({
      ...{ name: text, bytes: z.number().int(), pieces: z.number().int(), fingerprint: text },
    }),
  },
} as const;

export const caseEvents = {
  /** Cases were made or changed: a screen that shows them asks again. */
  'cases.changed': z.object({}),
} as const;
