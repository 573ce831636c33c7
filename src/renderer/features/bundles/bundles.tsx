import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted, useMay } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';
import { caseWords, bundleScreenWords as words } from '#renderer/words/bundles.ts';
import styles from './bundles.module.css';
import type { BundlesStore, IntactBundle, OpenedFile } from './bundles-store.ts';
import { CasePanel } from './case-panel.tsx';
import type { CasesStore } from './cases-store.ts';

export type BundlesProps = {
  readonly store: BundlesStore;
  readonly cases: CasesStore;
  readonly zone: string;
  /** Draws what a bundle holds. */
  readonly contents: (bundle: IntactBundle) => ReactNode;
};

function Head({ store }: Pick<BundlesProps, 'store'>) {
  const input = useRef<HTMLInputElement>(null);
  const { open } = useStore(store);
  return (
    <div className={frame.head}>
      <h2>{words.title}</h2>
      <Button hint={words.openHint} data-testid="bundle-open" onClick={() => input.current?.click()}>
        {words.open}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".vigil"
        data-testid="bundle-file"
        onChange={({ target }) => {
          void open([...(target.files ?? [])]);
          target.value = ''; // the same file may be opened again
        }}
      />
    </div>
  );
}

/** Cases, and the way to a new one. */
function CaseList({ store, cases: folders }: Pick<BundlesProps, 'store' | 'cases'>) {
  const { chosen, choose } = useStore(store);
  const { cases, shown, show, load, askForName } = useStore(folders);
  useEffect(() => void load(), [load]);
  const open = (id: string) => {
    choose(null);
    void show(id);
  };
  return (
    <>
      <h3 className={styles.listHead}>{caseWords.title}</h3>
      <Button hint={caseWords.makeHint} data-testid="case-new" onClick={() => askForName(true)}>
        {caseWords.make}
      </Button>
      {cases?.length === 0 && <p className={styles.listHead}>{caseWords.none}</p>}
      {cases?.map(({ id, name, items, closed_at }) => (
        <Button
          key={id}
          kind="quiet"
          className={styles.item ?? ''}
          aria-current={id === shown?.id && chosen === null ? 'true' : undefined}
          data-testid="case-row"
          onClick={() => open(id)}
        >
          <span>{name}</span>
          <span className={styles.faint}>
            {closed_at === null
              ? caseWords.bundles(items)
              : `${caseWords.bundles(items)}, ${caseWords.closed}`}
          </span>
        </Button>
      ))}
    </>
  );
}

function List({ store, cases }: Pick<BundlesProps, 'store' | 'cases'>) {
  const { files, chosen, choose: chooseFile } = useStore(store);
  const { show } = useStore(cases);
  const choose = (id: string) => {
    void show(null);
    chooseFile(id);
  };
  return (
    <nav className={styles.list} aria-label={words.files}>
      <Permitted by="cases.list">
        <CaseList store={store} cases={cases} />
      </Permitted>
      {files.length > 0 && <h3 className={styles.listHead}>{words.files}</h3>}
      {files.map(({ id, name, result }) => (
        <Button
          key={id}
          kind="quiet"
          className={styles.item ?? ''}
          aria-current={id === chosen ? 'true' : undefined}
          data-testid="bundle-item"
          onClick={() => choose(id)}
        >
          <span>{name}</span>
          <span className={result.state === 'INTACT' ? styles.faint : styles.bad}>
            {words.states[result.state]}
          </span>
        </Button>
      ))}
    </nav>
  );
}

/** Gives a key its name, or takes it away: by then somebody has compared it with what the sender says. */
function NameKey({ store, bundle }: Pick<BundlesProps, 'store'> & { readonly bundle: IntactBundle }) {
  const { trust } = useStore(store);
  const [name, setName] = useState('');
  const { fingerprint } = bundle.seal;
  if (bundle.signer === 'KNOWN')
    return (
      <Button data-testid="bundle-forget" hint={words.forgetHint} onClick={() => void trust(fingerprint, '')}>
        {words.forget}
      </Button>
    );
  return (
    <form
      className={styles.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void trust(fingerprint, name.trim());
      }}
    >
      <Field label={words.nameOfKey}>
        <TextField
          maxLength={100}
          value={name}
          data-testid="bundle-signer-name"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={name.trim() === ''} hint={words.nameHint} data-testid="bundle-trust">
        {words.nameIt}
      </Button>
    </form>
  );
}

function Verdict({ store, bundle }: Pick<BundlesProps, 'store'> & { readonly bundle: IntactBundle }) {
  const { seal, signer, name, redaction } = bundle;
  return (
    <section className={styles.verdict} aria-label={words.verdict} data-testid="bundle-verdict">
      <p>
        <strong>{words.intact}</strong> {words.signers[signer](name ?? '')}
      </p>
      {redaction === 'NOT_HELD' && (
        <p className={styles.bad} data-testid="bundle-not-left-out">
          {words.notLeftOut}
        </p>
      )}
      <p>
        <code className={styles.key}>{seal.fingerprint}</code>
      </p>
      {signer !== 'OWN' && (
        <Permitted by="bundles.trust">
          <NameKey store={store} bundle={bundle} />
        </Permitted>
      )}
    </section>
  );
}

const Problem = ({ title, children }: { readonly title: string; readonly children: string }) => (
  <p className={styles.problem} role="alert" data-testid="bundle-problem">
    <strong>{title}</strong> {children}
  </p>
);

function Shown({ store, contents, file }: BundlesProps & { readonly file: OpenedFile }) {
  const { result } = file;
  switch (result.state) {
    case 'OPENING':
      return <LoadingState label={words.opening(file.name)} />;
    case 'FAILED':
      return <Problem title={words.failed(file.name)}>{result.why}</Problem>;
    case 'BROKEN':
      return (
        <Problem title={words.broken(file.name)}>
          {`${words.firstBroken(result.part, result.why)} ${words.notShown}`}
        </Problem>
      );
    case 'INTACT':
      return (
        <>
          <Verdict store={store} bundle={result} />
          {contents(result)}
        </>
      );
  }
}

/** Bundles that somebody brought: verified first, then shown to read. */
export function Bundles(props: BundlesProps) {
  const { files, chosen, close } = useStore(props.store);
  const { shown } = useStore(props.cases);
  const mayCases = useMay()('cases.list');
  const file = files.find(({ id }) => id === chosen);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="bundles">
      <Head store={props.store} />
      <div className={files.length === 0 && !mayCases ? styles.single : styles.body}>
        {(files.length > 0 || mayCases) && <List store={props.store} cases={props.cases} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className={styles.scroller} id="bundles" tabIndex={0} aria-label={words.opened}>
          {shown !== null && file === undefined ? (
            <CasePanel store={props.cases} bundles={props.store} folder={shown} zone={props.zone} />
          ) : file === undefined ? (
            <EmptyState title={words.none}>{words.noneHow}</EmptyState>
          ) : (
            <>
              <Button
                kind="quiet"
                className={styles.close ?? ''}
                data-testid="bundle-close"
                onClick={() => close(file.id)}
              >
                {words.close}
              </Button>
              <Shown key={file.id} {...props} file={file} />
            </>
          )}
        </section>
      </div>
    </section>
  );
}
