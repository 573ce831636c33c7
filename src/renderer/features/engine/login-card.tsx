import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { LOGIN } from '#renderer/words/engine-page.ts';
import styles from './engine-page.module.css';
import type { EnginePageStore } from './engine-page-store.ts';

/** Whether this workstation's program is there again after its machine was started anew. */
export function LoginCard({ store }: { readonly store: EnginePageStore }) {
  const { login, loginFault, busy, setLogin } = useStore(store);
  if (login === undefined) return null;
  const { state, reason } = login;
  const isOurs = state === 'ON' || state === 'OFF' || state === 'BLOCKED';
  return (
    <Card title={LOGIN.title}>
      <p data-testid="login-state" className={state === 'BLOCKED' ? styles.late : undefined}>
        {LOGIN.state[state]} {reason}
      </p>
      {isOurs && (
        <Permitted by="login.set">
          <div className={styles.choice}>
            {state !== 'ON' && (
              <Button
                hint={LOGIN.hint}
                disabled={busy !== null}
                data-testid="login-on"
                onClick={() => void setLogin(true)}
              >
                {LOGIN.turnOn}
              </Button>
            )}
            {state !== 'OFF' && (
              <Button
                hint={LOGIN.hint}
                disabled={busy !== null}
                data-testid="login-off"
                onClick={() => void setLogin(false)}
              >
                {LOGIN.turnOff}
              </Button>
            )}
          </div>
        </Permitted>
      )}
      <p role="alert" className={styles.late}>
        {loginFault?.message}
      </p>
    </Card>
  );
}
