import type { FindingSeverity } from '#core/model/finding.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import type { ReportBlock, ReportDocument } from '#core/model/report.ts';

import { reportWords as words } from '#renderer/words/reports.ts';
import styles from './report-view.module.css';
import { SeverityGlyph } from './severity.tsx';

type Of<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

/** A report as it will be printed. */
export function ReportView({ report }: { readonly report: ReportDocument }) {
  return (
    <article className={styles.paper} aria-labelledby="report-title" data-testid="report">
      <header>
        {report.mark !== null && <p className={styles.mark}>{report.mark}</p>}
        <h3 id="report-title" className={styles.title}>
          {report.title}
        </h3>
        <p className={styles.subject}>{report.subject}</p>
        <p>{report.span}</p>
        <p className={styles.faint}>{report.made}</p>
      </header>
      {report.sections.map(({ heading, blocks }) => (
        <section key={heading} aria-label={heading}>
          <h4 className={styles.heading}>{heading}</h4>
          {blocks.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a report neither move nor change
            <BlockView key={index} block={block} heading={heading} />
          ))}
        </section>
      ))}
    </article>
  );
}

/** One of the things that a report is made of. */
export function BlockView({ block, heading }: { readonly block: ReportBlock; readonly heading: string }) {
  switch (block.kind) {
    case 'text':
      return <p className={styles.text}>{block.text}</p>;
    case 'figures':
      return <Figures block={block} />;
    case 'table':
      return <Table block={block} label={heading} />;
    case 'bars':
      return <Bars block={block} />;
    case 'signatures':
      return <Signatures block={block} />;
  }
}

const Figures = ({ block: { figures } }: { readonly block: Of<'figures'> }) => (
  <dl className={styles.figures}>
    {figures.map(({ label, value, beside, status }) => (
      <div key={label} className={styles.figure}>
        <dt className={styles.faint}>{label}</dt>
        <dd>
          <span className={styles.value}>{value}</span>
          <span className={styles.faint}>{[beside, status].filter((part) => part !== null).join(' · ')}</span>
        </dd>
      </div>
    ))}
  </dl>
);

/** A severity is told by its shape too, as everywhere. */
function Cell({ text }: { readonly text: string }) {
  const severity = SEVERITIES.find((each): each is FindingSeverity => text.endsWith(` ${each}`));
  if (severity === undefined || text.length > severity.length + 2) return text;
  return (
    <span className={styles.severity}>
      <SeverityGlyph severity={severity} state="seen" size={11} /> {severity}
    </span>
  );
}

function Table({ block, label }: { readonly block: Of<'table'>; readonly label: string }) {
  const { columns, rows, empty, more } = block;
  if (rows.length === 0) return <p className={styles.faint}>{empty}</p>;
  return (
    <>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, width, align }) => (
              <th key={title} scope="col" style={{ width: `${width}%`, textAlign: align }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report neither move nor change
            <tr key={row}>
              {cells.map((text, column) => (
                <td key={columns[column]?.title} style={{ textAlign: columns[column]?.align }}>
                  <Cell text={text} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={styles.faint}>{words.more(more)}</p>}
    </>
  );
}

function Bars({ block: { title, unit, bars, target } }: { readonly block: Of<'bars'> }) {
  const most = Math.max(target?.value ?? 0, ...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <figure className={styles.bars}>
      <figcaption>{target === null ? title : `${title} (${target.label})`}</figcaption>
      <dl>
        {bars.map(({ label, value }) => (
          <div key={label} className={styles.bar}>
            <dt>{label}</dt>
            <dd>
              <meter className={styles.length} min={0} max={most} value={value} aria-label={label} />
              {words.bar(value, unit)}
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

const Signatures = ({ block: { signatures } }: { readonly block: Of<'signatures'> }) => (
  <ul className={styles.signatures}>
    {signatures.map(({ role, name, at, note }) => (
      <li key={role} className={name === null ? styles.faint : undefined}>
        {name === null ? words.nobodyYet(role) : words.signed(role, name, at ?? '')}
        {note !== null && <span className={styles.faint}> {note}</span>}
      </li>
    ))}
  </ul>
);
