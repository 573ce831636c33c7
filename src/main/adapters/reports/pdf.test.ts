import { expect, it } from 'vitest';
import type { ReportDocument } from '#core/model/report.ts';
import { toPdf } from './pdf.ts';

const row = (index: number) => [`▲ HIGH`, `S-${index} Łódź`, 'Tour T-1 overdue'];
const report = (rows: number): ReportDocument => ({
  kind: 'handover',
  title: 'Shift handover',
  subject: 'All sites',
  span: '27 Nov 2026 03:30 IST to 11:30 IST',
  made_at: Date.parse('2026-11-27T06:00:00Z'),
  made: 'Made by Ada, 27 Nov 11:30 IST',
  mark: 'SAMPLE DATA',
  sections: [
    {
      heading: 'Open findings',
      blocks: [
        { kind: 'text', text: 'What is open.' },
        { kind: 'figures', figures: [{ label: 'open', value: '3', beside: null, status: 'off' }] },
        {
          kind: 'table',
          columns: ['Severity', 'Site', 'Finding'].map((title) => ({ title, width: 1, align: 'left' })),
          rows: Array.from({ length: rows }, (_, index) => row(index)),
          empty: 'Nothing is open.',
          more: 2,
        },
        {
          kind: 'bars',
          title: 'Alerts',
          unit: 'a day',
          bars: [{ label: 'Mon', value: 4 }],
          target: { label: 'target', value: 10 },
        },
        { kind: 'signatures', signatures: [{ role: 'Incoming', name: null, at: null, note: null }] },
      ],
    },
  ],
});
/** What a PDF says about itself outside of its compressed streams. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;

it('makes the same bytes of the same report, however often', async () => {
  const [first, second] = [await toPdf(report(3)), await toPdf(report(3))];
  expect(first.equals(second)).toBe(true);
  expect(first.subarray(0, 8).toString()).toBe('%PDF-1.7');
});

it('goes on with a new page for a long table, with its head again', async () => {
  expect(pagesOf(await toPdf(report(3)))).toBe(1);
  expect(pagesOf(await toPdf(report(100)))).toBe(5);
});

it('is tagged for screen readers: headings, and tables with their rows and heads', async () => {
  const text = (await toPdf(report(3))).toString('latin1');
  for (const role of ['H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']) expect(text).toContain(`/S /${role}\n`);
  expect(text).toContain('/Marked true');
});
