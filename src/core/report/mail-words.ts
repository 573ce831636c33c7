import type { KeptReport } from '../model/kept-report.ts';

type Named = Pick<KeptReport, 'title' | 'subject' | 'span'>;

/** What a mail that carries a report is called. */
export const mailSubject = ({ title, subject, span }: Named): string => `${title}: ${subject}, ${span}`;

/** What it says beside the file. */
export const mailText = ({ title, subject, span }: Named): string =>
  [`Attached: ${title}`, `Of: ${subject}`, `For: ${span}`].join('\n');

/** `Monthly scorecard RIVERBANK October 2026.pdf`; what no file name may hold is a line. */
export const mailFileName = ({ title, subject, span }: Named, format: 'pdf' | 'html'): string =>
  `${[title, subject, span].map(plain).join(' ')}.${format}`;

const LONGEST_PART = 60;
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, LONGEST_PART);
