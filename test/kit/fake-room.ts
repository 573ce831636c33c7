import type { Room } from '#main/ports/room.ts';

const MIB = 1024 * 1024;

/** A disk that is as full as the test says. Its ballast is held as soon as the promise is awaited. */
export type FakeRoom = Room & {
  bytes: number;
  readonly did: string[];
  /** Hears that the ballast was given up. */
  onRelease: () => void;
};

export function fakeRoom(ballastBytes = 8 * MIB): FakeRoom {
  let held = false;
  const room: FakeRoom = {
    bytes: 1_000 * MIB,
    did: [],
    onRelease: () => {},
    ballastBytes,
    free: () => room.bytes,
    isHeld: () => held,
    async hold() {
      held = true;
      room.bytes -= ballastBytes;
      room.did.push('held');
    },
    release() {
      if (!held) return false;
      held = false;
      room.bytes += ballastBytes;
      room.did.push('released');
      room.onRelease();
      return true;
    },
  };
  return room;
}
