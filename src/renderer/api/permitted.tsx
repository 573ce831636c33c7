import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { MethodName } from '#contract/index.ts';

/** Whether whoever sits here may use a method. */
export type May = (method: MethodName) => boolean;

/** Where nobody says otherwise nothing is hidden: whatever is refused says why. */
const MayContext = createContext<May>(() => true);

/** Lets everything below know what this person may do. */
export const MayProvider = ({ may, children }: { readonly may: May; readonly children: ReactNode }) => (
  <MayContext value={may}>{children}</MayContext>
);

export const useMay = (): May => useContext(MayContext);

/** What only some may do: there for them, and nothing for others. */
export const Permitted = ({ by, children }: { readonly by: MethodName; readonly children: ReactNode }) =>
  useMay()(by) ? children : null;
