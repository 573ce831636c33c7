export type OpenedFiles = {
  /** The system says that somebody opened these with Vigil. */
  readonly add: (paths: readonly string[]) => void;
  /** Calls with what was added before, and with everything after. */
  readonly listen: (open: (paths: readonly string[]) => void) => void;
};

/** Files that the system hands over, which it may do before there is a window to show them in. */
export function createOpenedFiles(): OpenedFiles {
  const early: string[] = [];
  let tell: ((paths: readonly string[]) => void) | null = null;
  return {
    add(paths) {
      if (paths.length === 0) return;
      if (tell === null) early.push(...paths);
      else tell(paths);
    },
    listen(open) {
      tell = open;
      if (early.length > 0) open(early.splice(0));
    },
  };
}
