import type { ReportDocument } from '#core/model/report.ts';
import type { Line, Typeface, Weight } from './typeface.ts';

/** Points around the text. */
export const MARGIN = 40;
const FOOT = 44;
/** Distance of lines, in sizes. */
export const LEADING = 1.32;
/** For paper: grey when normal, colour only beside a shape and a word. */
export const INK = {
  text: '#14181d',
  quiet: '#59636f',
  line: '#b6bec9',
  band: '#eef0f3',
  bar: '#6d7f95',
  target: '#14181d',
} as const;
/** Shapes of severities; no font has them all alike. */
const SHAPES: Readonly<Record<string, string>> = {
  '◆': '#c21f1f',
  '▲': '#a34a00',
  '■': '#7a5b00',
  '●': '#1259a6',
};

type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly tag?: 'H1' | 'H2' | 'P';
};
export type CellStyle = { readonly size: number; readonly weight?: Weight; readonly color?: string };

/** A page that is written from the top down, and goes on with the next when it is full. */
export class Page {
  readonly pdf: PDFKit.PDFDocument;
  readonly #type: Typeface;
  /** Where the next thing goes, points from the top. */
  y = MARGIN;

  constructor(pdf: PDFKit.PDFDocument, type: Typeface) {
    this.pdf = pdf;
    this.#type = type;
    for (const { name, file } of type.fonts) pdf.registerFont(name, file);
  }

  get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  /** Begins a new page when less than `height` points are left. True when it did. */
  room(height: number): boolean {
    if (this.y + height <= this.pdf.page.height - FOOT) return false;
    this.pdf.addPage();
    this.y = MARGIN;
    return true;
  }

  gap(points: number): void {
    this.y += points;
  }

  heading(text: string): void {
    this.gap(12);
    // Not alone at the foot of a page.
    this.room(60);
    this.text(text, { size: 12, weight: 600, tag: 'H2' });
    this.gap(2);
  }

  text(text: string, { size, weight = 400, color = INK.text, tag = 'P' }: TextStyle): void {
    const lines = this.#type.lines(text, { size, weight, width: this.width });
    const height = size * LEADING;
    this.tagged(tag, () => {
      for (const line of lines) {
        this.room(height);
        this.#line(line, MARGIN, this.y, size, color);
        this.y += height;
      }
    });
  }

  linesOf(text: string, width: number, { size, weight = 400 }: CellStyle): readonly Line[] {
    return this.#type.lines(text, { size, weight, width });
  }

  /** Lines in a box at (x, y) of `width` points; nothing else moves. */
  lines(lines: readonly Line[], { x, y, width, align }: Box, { size, color = INK.text }: CellStyle): void {
    lines.forEach((line, place) => {
      const free = width - line.reduce((sum, run) => sum + run.width, 0);
      this.#line(line, align === 'right' ? x + free : x, y + place * size * LEADING, size, color);
    });
  }

  /** What a screen reader is told of what `draw` draws. */
  tagged(tag: string, draw: () => void): void {
    this.pdf.addStructure(this.pdf.struct(tag, {}, [draw]));
  }

  /** Drawn for the eye alone. */
  decoration(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Number of page, title and mark on every page. */
  finish({ title, subject, made, mark }: ReportDocument): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let index = start; index < start + count; index++) {
      this.pdf.switchToPage(index);
      this.decoration(() => {
        const foot = { y: this.pdf.page.height - 28, x: MARGIN, width: this.width };
        const style = { size: 8, color: INK.quiet };
        const said = [`Vigil · ${title} · ${subject} · ${made}`, `${index + 1} of ${count}`] as const;
        this.lines(
          this.linesOf(said[0], foot.width - 60, style).slice(0, 1),
          { ...foot, align: 'left' },
          style,
        );
        this.lines(this.linesOf(said[1], 60, style), { ...foot, align: 'right' }, style);
        if (mark !== null) {
          const bold = { size: 10, weight: 600, color: '#a34a00' } as const;
          this.lines(this.linesOf(mark, foot.width, bold), { ...foot, y: 18, align: 'right' }, bold);
        }
      });
    }
  }

  #line(line: Line, x: number, y: number, size: number, color: string): void {
    let at = x;
    for (const run of line) {
      this.pdf.font(run.font).fontSize(size).fillColor(color);
      this.pdf.text(run.text, at, y, { lineBreak: false });
      at += run.width;
    }
  }

  /** Takes a leading shape off a text and says in which colour it is drawn. */
  static shapeOf(
    text: string,
  ): { readonly shape: string; readonly color: string; readonly rest: string } | null {
    const color = SHAPES[text.charAt(0)];
    return color === undefined ? null : { shape: text.charAt(0), color, rest: text.slice(1).trimStart() };
  }

  /** A severity's shape in a square of `side` points. */
  shape(shape: string, color: string, x: number, y: number, side: number): void {
    const { pdf } = this;
    const [half, right, bottom] = [side / 2, x + side, y + side];
    pdf.fillColor(color);
    if (shape === '●') pdf.circle(x + half, y + half, half).fill();
    else if (shape === '■') pdf.rect(x, y, side, side).fill();
    else if (shape === '▲') pdf.polygon([x + half, y], [right, bottom], [x, bottom]).fill();
    else pdf.polygon([x + half, y], [right, y + half], [x + half, bottom], [x, y + half]).fill();
  }
}

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align: 'left' | 'right';
};
