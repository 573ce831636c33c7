import { createHash } from 'node:crypto';
import type { ReportBlock, ReportDocument } from '#core/model/report.ts';

type Of<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

/** A report as one page that any browser shows without a network: it holds its style, runs nothing, and fetches nothing. */
export function toHtml(report: ReportDocument, style: string): string {
  const { title, subject, span, made, mark, sections } = report;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${text(`${title}: ${subject}, ${span}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
${mark === null ? '' : `<p class="mark">${text(mark)}</p>`}
<h1>${text(title)}</h1>
<p class="subject">${text(subject)}</p>
<p>${text(span)}</p>
<p class="quiet">${text(made)}</p>
</header>
${sections.map(({ heading, blocks }) => `<section><h2>${text(heading)}</h2>${blocks.map((block) => blockHtml(block, heading)).join('')}</section>`).join('\n')}
</main>
</body>
</html>
`;
}

/** Whatever people wrote is text, and nothing else. */
const text = (words: string): string => words.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

function blockHtml(block: ReportBlock, heading: string): string {
  switch (block.kind) {
    case 'text':
      return `<p>${text(block.text)}</p>`;
    case 'figures':
      return figuresHtml(block);
    case 'table':
      return tableHtml(block, heading);
    case 'bars':
      return barsHtml(block);
    case 'signatures':
      return signaturesHtml(block);
  }
}

const figuresHtml = ({ figures }: Of<'figures'>): string =>
  `<dl class="figures">${figures
    .map(({ label, value, beside, status }) => {
      const below = [beside, status].filter((part) => part !== null).join(' · ');
      return `<div><dt class="quiet">${text(label)}</dt><dd><span class="value">${text(value)}</span><span class="quiet">${text(below)}</span></dd></div>`;
    })
    .join('')}</dl>`;

function tableHtml({ columns, rows, empty, more }: Of<'table'>, heading: string): string {
  if (rows.length === 0) return `<p class="quiet">${text(empty)}</p>`;
  const side = (index: number) => (columns[index]?.align === 'right' ? ' class="right"' : '');
  const head = columns
    .map(({ title }, index) => `<th scope="col"${side(index)}>${text(title)}</th>`)
    .join('');
  const body = rows
    .map((cells) => `<tr>${cells.map((cell, index) => `<td${side(index)}>${text(cell)}</td>`).join('')}</tr>`)
    .join('\n');
  const rest = more > 0 ? `<p class="quiet">… and ${more} more.</p>` : '';
  return `<div class="table" tabindex="0" role="region" aria-label="${text(heading)}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${rest}`;
}

function barsHtml({ title, unit, bars, target }: Of<'bars'>): string {
  const most = Math.max(target?.value ?? 0, ...bars.map(({ value }) => value), Number.MIN_VALUE);
  const caption = target === null ? title : `${title} (${target.label})`;
  const lines = bars
    .map(
      ({ label, value }) =>
        `<div><dt>${text(label)}</dt><dd><meter min="0" max="${most}" value="${value}" aria-label="${text(label)}"></meter>${value} ${text(unit)}</dd></div>`,
    )
    .join('');
  return `<figure><figcaption>${text(caption)}</figcaption><dl class="bars">${lines}</dl></figure>`;
}

const signaturesHtml = ({ signatures }: Of<'signatures'>): string =>
  `<ul class="signatures">${signatures
    .map(({ role, name, at, note }) => {
      const said = name === null ? `${role}:` : `${role}: ${name}, ${at ?? ''}${note ? `. ${note}` : ''}`;
      return `<li>${text(said)}</li>`;
    })
    .join('')}</ul>`;
