import type { ComponentType, ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { Problem } from '#contract/reply.ts';
import type { LatLon } from '#core/model/site.ts';
import type { EditorProps } from './editor-props.ts';

export type FenceProps = {
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

/** What every field of the form may need to know. */
export type Editing = {
  /** What is wrong with the value at a path. */
  readonly problemsAt: (path: string) => Problem | undefined;
  readonly signals: readonly string[];
  /** Codes of the people of the site. */
  readonly people: readonly string[];
  readonly zones: readonly string[];
  /** Asks for a value of any form: lists and records hold values of every other form. */
  readonly editor: ComponentType<EditorProps>;
  /** The editor of the fence, which has a map. */
  readonly fence: (props: FenceProps) => ReactNode;
  /** The map of a tour's checkpoints. */
  readonly route: (props: FenceProps) => ReactNode;
  /** Where the site is: what is added to it has that place until somebody moves it. */
  readonly location: LatLon | null;
};

export const EditingContext = createContext<Editing>({
  problemsAt: () => undefined,
  signals: [],
  people: [],
  zones: [],
  editor: () => null,
  fence: () => null,
  route: () => null,
  location: null,
});
export const useEditing = (): Editing => useContext(EditingContext);
