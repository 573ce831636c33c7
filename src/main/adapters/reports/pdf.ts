import PDFDocument from 'pdfkit';
import type { ReportDocument, ReportKind } from '#core/model/report.ts';
import { drawBlock } from './pdf-blocks.ts';
import { INK, MARGIN, Page } from './pdf-page.ts';
import { Typeface } from './typeface.ts';

/** Wide tables lie on their side. */
const LANDSCAPE: ReadonlySet<ReportKind> = new Set(['handover', 'history']);

/** A report as PDF (A4), tagged for screen readers, fonts embedded. The same document gives the same bytes. */
export async function toPdf(report: ReportDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: LANDSCAPE.has(report.kind) ? 'landscape' : 'portrait',
    // What stands below the margin must not begin a page.
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    ...{
      bufferPages: true,
      autoFirstPage: true,
      lang: 'en',
      displayTitle: true,
      tagged: true,
      pdfVersion: '1.7',
    },
    info: {
      Title: `${report.title}: ${report.subject}, ${report.span}`,
      Creator: 'Vigil',
      Producer: 'Vigil',
      CreationDate: new Date(report.made_at),
    },
  });
  const pieces: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
  const page = new Page(pdf, typeface());
  drawHead(page, report);
  for (const { heading, blocks } of report.sections) {
    page.heading(heading);
    for (const block of blocks) drawBlock(page, block);
  }
  page.finish(report);
  pdf.end();
  return whole;
}

let opened: Typeface | null = null;
/** Reading its fonts is most of what a small report takes. */
function typeface(): Typeface {
  opened ??= new Typeface();
  return opened;
}

function drawHead(page: Page, { title, subject, span, made }: ReportDocument): void {
  page.text(title, { size: 20, weight: 600, tag: 'H1' });
  page.text(subject, { size: 13, weight: 600 });
  page.text(span, { size: 10 });
  page.text(made, { size: 9, color: INK.quiet });
  page.gap(4);
}
