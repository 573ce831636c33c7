/** A screen of the machine as Electron tells it: the part that windows may take, in its own points. */
export type Display = {
  readonly id: number;
  readonly workArea: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
};

const ALONE = { width: 1280, height: 800 } as const;

/** Where the wall board opens: over the whole of another screen than the primary one, or as a plain window where there is none. */
export const placeOfWall = (
  displays: readonly Display[],
  primary: Pick<Display, 'id'>,
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } =>
  displays.find(({ id }) => id !== primary.id)?.workArea ?? ALONE;
