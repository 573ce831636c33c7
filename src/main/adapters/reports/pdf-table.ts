import type { ReportBlock } from '#core/model/report.ts';
import { type Box, INK, LEADING, MARGIN, Page } from './pdf-page.ts';
import type { Line } from './typeface.ts';

type Table = Extract<ReportBlock, { kind: 'table' }>;
type Cell = { readonly lines: readonly Line[]; readonly shape: ReturnType<typeof Page.shapeOf> };
type Place = Omit<Box, 'y'>;

const SIZE = 8.5;
const PAD = 3;
const SHAPE = 6.5;
const ROW = SIZE * LEADING;

/** A table whose head stands again on every page that it goes on to. A row is not torn apart. */
export function drawTable(page: Page, { columns, rows, empty, more }: Table): void {
  if (rows.length === 0) {
    page.text(empty, { size: 10, color: INK.quiet });
    return;
  }
  const places = placesOf(page, columns);
  const head = columns.map(({ title }, index) => cellOf(page, title, places[index], 600));
  const { pdf } = page;
  page.room(4 * ROW);
  const tagged = pdf.struct('Table');
  pdf.addStructure(tagged);
  const drawHead = () => drawRow(page, tagged, { cells: head, places, tag: 'TH' });
  drawHead();
  for (const row of rows) {
    const cells = row.map((text, index) => cellOf(page, text, places[index], 400));
    if (page.room(heightOf(cells))) drawHead();
    drawRow(page, tagged, { cells, places, tag: 'TD' });
  }
  tagged.end();
  if (more > 0) page.text(`… and ${more} more.`, { size: 9, color: INK.quiet });
}

function placesOf(page: Page, columns: Table['columns']): readonly Place[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let x = MARGIN;
  return columns.map(({ width: share, align }) => {
    const width = (page.width * share) / whole;
    // Numbers keep clear of the words behind them.
    const place = { x: x + PAD, width: width - (align === 'right' ? 4 : 2) * PAD, align };
    x += width;
    return place;
  });
}

function cellOf(page: Page, text: string, place: Place | undefined, weight: 400 | 600): Cell {
  const shape = Page.shapeOf(text);
  const width = (place?.width ?? 0) - (shape === null ? 0 : SHAPE + 4);
  return { lines: page.linesOf(shape?.rest ?? text, width, { size: SIZE, weight }), shape };
}

const heightOf = (cells: readonly Cell[]): number =>
  Math.max(1, ...cells.map(({ lines }) => lines.length)) * ROW + 2 * PAD;

type Row = {
  readonly cells: readonly Cell[];
  readonly places: readonly Place[];
  readonly tag: 'TH' | 'TD';
};

function drawRow(page: Page, table: PDFKit.PDFStructureElement, { cells, places, tag }: Row): void {
  const height = heightOf(cells);
  const { y, pdf } = page;
  page.decoration(() => {
    if (tag === 'TH') pdf.rect(MARGIN, y, page.width, height).fill(INK.band);
    pdf
      .moveTo(MARGIN, y + height)
      .lineTo(MARGIN + page.width, y + height)
      .lineWidth(0.5)
      .stroke(INK.line);
  });
  const struct = (cell: Cell, index: number) => {
    const place = places[index];
    return pdf.struct(
      tag,
      {},
      place === undefined ? [] : [() => drawCell(page, cell, { ...place, y: y + PAD })],
    );
  };
  table.add(pdf.struct('TR', {}, cells.map(struct)));
  page.gap(height);
}

function drawCell(page: Page, { lines, shape }: Cell, place: Box): void {
  if (shape !== null) page.shape(shape.shape, shape.color, place.x, place.y + 1.5, SHAPE);
  const indent = shape === null ? 0 : SHAPE + 4;
  page.lines(lines, { ...place, x: place.x + indent, width: place.width - indent }, { size: SIZE });
}
