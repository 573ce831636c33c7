/**
 * What can be wrong with the database file, as a person must be told.
 * busy: another connection holds it · read-only: it cannot be written · full: no room left ·
 * corrupt: it is no sound database · io: the system failed to read or write it.
 */
export type TroubleKind = 'busy' | 'read-only' | 'full' | 'corrupt' | 'io';

/** The database failed in a way that is no bug. `cause` is the error of the database itself. */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble';
  readonly kind: TroubleKind;
  /** For corrupt: the folder to which the file was moved; null when it stayed where it is. */
  readonly movedTo: string | null;
  constructor(kind: TroubleKind, message: string, cause: unknown, movedTo: string | null = null) {
    super(message, { cause });
    this.kind = kind;
    this.movedTo = movedTo;
  }
}
