import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';

/** How close together rows stand. */
export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** Height of a row of a list, in px. */
const ROW_HEIGHT: Readonly<Record<Density, number>> = { compact: 28, comfortable: 36 };

const DensityContext = createContext<Density>('compact');

type DensityProviderProps = { readonly density: Density; readonly children: ReactNode };

/** Lets every list below know the density that was chosen. */
export const DensityProvider = ({ density, children }: DensityProviderProps) => (
  <DensityContext value={density}>{children}</DensityContext>
);

/** Height of a row of a list in px, as the person at this desk wants it. */
export const useRowHeight = (): number => ROW_HEIGHT[useContext(DensityContext)];
