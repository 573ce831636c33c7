import type { ReactNode } from 'react';
import { Card } from '#renderer/ui/card.tsx';
import { Markdown } from '#renderer/ui/markdown.tsx';
import { capital, inWords } from '#renderer/words/codes.ts';
import { contactWords as words } from '#renderer/words/finding.ts';
import styles from './contacts.module.css';
import type { Detail } from './detail.ts';

type Line = {
  readonly key: string;
  readonly name: string;
  readonly role: string;
  readonly phone: string | null;
  readonly more: ReactNode;
};

/** Everybody who can be called, in the order in which a person would try. */
function groupsOf({
  people,
  site,
  escalation,
}: Detail['contacts']): readonly (readonly [string, readonly Line[]])[] {
  return [
    [
      words.people,
      people.map(({ code, name, role, phone, on_duty }) => ({
        key: code,
        name: name === code ? code : `${name} ${code}`,
        role,
        phone,
        more: on_duty ? <strong>{words.onDuty}</strong> : null,
      })),
    ],
    [
      words.site,
      site.map(({ name, role, phone, hours }) => ({
        key: `${role} ${name}`,
        name,
        role,
        phone,
        more: hours,
      })),
    ],
    [
      words.escalation,
      escalation.map(({ role, name, phone, email, action }, index) => ({
        key: `${index} ${role}`,
        name: name ?? words.unknown,
        role,
        phone: phone ?? email,
        more: action === null ? null : inWords(action),
      })),
    ],
  ];
}

function Group({ name, lines }: { readonly name: string; readonly lines: readonly Line[] }) {
  return (
    <table className={styles.table}>
      <caption className={styles.group}>{name}</caption>
      <thead>
        <tr>
          {[words.name, words.role, words.phone, words.hours].map((head) => (
            <th key={head} scope="col">
              <span className="visually-hidden">{head}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, name: who, role, phone, more }) => (
          <tr key={key}>
            <td>{who}</td>
            <td className={styles.role}>{capital(inWords(role))}</td>
            <td className={styles.phone}>{phone ?? words.unknown}</td>
            <td className={styles.role}>{more}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the site says to do, and whom to call; names and numbers open on demand. */
export function ContactsCard({ detail }: { readonly detail: Detail }) {
  const { contacts, instructions, finding } = detail;
  const groups = groupsOf(contacts).filter(([, lines]) => lines.length > 0);
  const count = groups.reduce((sum, [, lines]) => sum + lines.length, 0);
  if (finding.site === null) return null;
  return (
    <Card title={words.title}>
      <div className={styles.stack}>
        {instructions !== null && <Markdown text={instructions} />}
        {count === 0 && instructions === null && <p className={styles.role}>{words.nothing}</p>}
        {count > 0 && (
          <details className={styles.details}>
            <summary>{words.show(count)}</summary>
            {groups.map(([name, lines]) => (
              <Group key={name} name={name} lines={lines} />
            ))}
          </details>
        )}
      </div>
    </Card>
  );
}
