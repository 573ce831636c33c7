import { expect, it } from 'vitest';
import type { ReportDocument } from '#core/model/report.ts';
import { toHtml } from './html.ts';

const report = (words: string): ReportDocument => ({
  kind: 'dashboard',
  ...{ title: 'Site dashboard', subject: words, span: words, made: words, made_at: 0, mark: words },
  sections: [
    {
      heading: words,
      blocks: [
        { kind: 'text', text: words },
        { kind: 'figures', figures: [{ label: words, value: words, beside: words, status: 'off' }] },
        {
          kind: 'table',
          columns: [{ title: words, width: 1, align: 'left' }],
          rows: [[words]],
          empty: words,
          more: 1,
        },
        { kind: 'bars', title: words, unit: words, bars: [{ label: words, value: 1 }], target: null },
        { kind: 'signatures', signatures: [{ role: words, name: words, at: words, note: words }] },
      ],
    },
  ],
});

it('takes whatever people wrote for text, wherever it stands', () => {
  const html = toHtml(report(`"><script>alert(1)</script><img src=x onerror='y'>`), 'p{}');
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).not.toContain(`onerror='`);
});

it('lets its own style through and nothing else', () => {
  const html = toHtml(report('x'), 'p{}');
  // printf 'p{}' | openssl dgst -sha256 -binary | base64
  expect(html).toContain(
    "default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='",
  );
});
