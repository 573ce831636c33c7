import type { EpochMs } from './time.ts';

/** Reports that people read; each is a file of its own in core/report. */
export const REPORT_KINDS = ['handover', 'scorecard', 'dashboard', 'history', 'checkup'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** How a value stands to its target, by word and never by colour alone. */
export const REPORT_STATUSES = ['on target', 'off', 'too few data'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** A number that is read at a glance. */
export type KeyFigure = {
  readonly label: string;
  readonly value: string;
  /** What it is held against, in words; null: nothing. */
  readonly beside: string | null;
  readonly status: ReportStatus | null;
};

export type ReportColumn = {
  readonly title: string;
  /** Its share of the width. */
  readonly width: number;
  readonly align: 'left' | 'right';
};

/** One of the things that a report is made of. Texts are plain and complete: times carry their zone, numbers their unit. */
export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly KeyFigure[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly ReportColumn[];
      /** Of each row as many cells as there are columns. */
      readonly rows: readonly (readonly string[])[];
      /** What stands in place of the table when it has no rows. */
      readonly empty: string;
      /** Rows that were left out. */
      readonly more: number;
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly unit: string;
      readonly bars: readonly { readonly label: string; readonly value: number }[];
      /** Drawn as a line across; null: none. */
      readonly target: { readonly label: string; readonly value: number } | null;
    }
  | { readonly kind: 'signatures'; readonly signatures: readonly ReportSignature[] };

/** A place for a name. */
export type ReportSignature = {
  readonly role: string;
  /** null: it is still to be signed. */
  readonly name: string | null;
  readonly at: string | null;
  readonly note: string | null;
};

export type ReportSection = { readonly heading: string; readonly blocks: readonly ReportBlock[] };

/** A report as data: what it says, not how it looks. The printed page, the web page and the screen show the same. */
export type ReportDocument = {
  readonly kind: ReportKind;
  readonly title: string;
  /** Whom or what it is about. */
  readonly subject: string;
  /** The span that it covers, in words. */
  readonly span: string;
  readonly made_at: EpochMs;
  /** Who had it made and when, in words. */
  readonly made: string;
  /** Stands on every page: a draft, sample data. Null: nothing. */
  readonly mark: string | null;
  readonly sections: readonly ReportSection[];
};
