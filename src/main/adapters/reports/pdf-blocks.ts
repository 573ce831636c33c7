import type { KeyFigure, ReportBlock } from '#core/model/report.ts';
import { INK, LEADING, MARGIN, type Page } from './pdf-page.ts';
import { drawTable } from './pdf-table.ts';

type Of<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

/** Draws one block below what is there. */
export function drawBlock(page: Page, block: ReportBlock): void {
  if (block.kind === 'text') page.text(block.text, { size: 10 });
  else if (block.kind === 'table') drawTable(page, block);
  else if (block.kind === 'figures') drawFigures(page, block);
  else if (block.kind === 'bars') drawBars(page, block);
  else drawSignatures(page, block);
  page.gap(4);
}

const FIGURE_HEIGHT = 62;
const LEAST_FIGURE_WIDTH = 110;

/** Number large, label above, what it is held against below. */
function drawFigures(page: Page, { figures }: Of<'figures'>): void {
  const most = Math.max(1, Math.floor(page.width / LEAST_FIGURE_WIDTH));
  // As even as can be: eight are two rows of four, not six and two.
  const across = Math.ceil(figures.length / Math.ceil(figures.length / most));
  const width = page.width / across;
  for (let first = 0; first < figures.length; first += across) {
    page.room(FIGURE_HEIGHT);
    figures.slice(first, first + across).forEach((figure, place) => {
      page.tagged('P', () => drawFigure(page, figure, MARGIN + place * width, width - 8));
    });
    page.gap(FIGURE_HEIGHT);
  }
}

function drawFigure(page: Page, { label, value, beside, status }: KeyFigure, x: number, width: number): void {
  const small = { size: 8.5, color: INK.quiet };
  const large = { size: 16, weight: 600 } as const;
  const box = (y: number) => ({ x, y, width, align: 'left' }) as const;
  const below = [beside, status].filter((part) => part !== null).join(' · ');
  page.lines(page.linesOf(label, width, small).slice(0, 1), box(page.y), small);
  page.lines(page.linesOf(value, width, large).slice(0, 1), box(page.y + 11), large);
  page.lines(page.linesOf(below, width, small).slice(0, 2), box(page.y + 32), small);
}

const BAR_HEIGHT = 11;
const BAR_LABEL = 150;
const BAR_VALUE = 60;

/** Bars from the left, their labels before them and their values behind; the target is a line across all. */
function drawBars(page: Page, { title, unit, bars, target }: Of<'bars'>): void {
  const most = Math.max(target?.value ?? 0, ...bars.map(({ value }) => value), Number.MIN_VALUE);
  const room = page.width - BAR_LABEL - BAR_VALUE;
  const lengthOf = (value: number) => (room * value) / most;
  const style = { size: 9 };
  page.text(target === null ? title : `${title} (line: ${target.label})`, { size: 10, weight: 600 });
  for (const { label, value } of bars) {
    page.room(BAR_HEIGHT + 4);
    const { y } = page;
    page.tagged('P', () => {
      const name = { x: MARGIN, y, width: BAR_LABEL - 6, align: 'left' } as const;
      page.lines(page.linesOf(label, name.width, style).slice(0, 1), name, style);
      const number = {
        x: MARGIN + BAR_LABEL + lengthOf(value) + 4,
        y,
        width: BAR_VALUE,
        align: 'left',
      } as const;
      page.lines(page.linesOf(`${value} ${unit}`, number.width, style).slice(0, 1), number, style);
    });
    page.decoration(() => {
      page.pdf.rect(MARGIN + BAR_LABEL, y + 1, lengthOf(value), BAR_HEIGHT - 2).fill(INK.bar);
      if (target === null) return;
      const at = MARGIN + BAR_LABEL + lengthOf(target.value);
      page.pdf
        .moveTo(at, y - 2)
        .lineTo(at, y + BAR_HEIGHT + 2)
        .lineWidth(1)
        .stroke(INK.target);
    });
    page.gap(BAR_HEIGHT + 4);
  }
}

const SIGNATURE_HEIGHT = 54;

/** A line to sign on, or who signed. */
function drawSignatures(page: Page, { signatures }: Of<'signatures'>): void {
  const width = page.width / Math.max(1, signatures.length);
  const style = { size: 9 };
  page.room(SIGNATURE_HEIGHT);
  const { y } = page;
  signatures.forEach(({ role, name, at, note }, place) => {
    const x = MARGIN + place * width;
    const said = name === null ? `${role}:` : `${role}: ${name}, ${at ?? ''}${note ? `. ${note}` : ''}`;
    page.tagged('P', () => {
      const box = { x, y: y + SIGNATURE_HEIGHT - 22, width: width - 24, align: 'left' } as const;
      page.lines(page.linesOf(said, box.width, style).slice(0, 2), box, style);
    });
    page.decoration(() => {
      const line = y + SIGNATURE_HEIGHT - 26;
      page.pdf
        .moveTo(x, line)
        .lineTo(x + width - 24, line)
        .lineWidth(0.75)
        .stroke(INK.line);
    });
  });
  page.gap(SIGNATURE_HEIGHT + style.size * LEADING);
}
