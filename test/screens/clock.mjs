// Loaded before Vigil in every one of its threads: moves the clock by what VIGIL_PICTURES_OFFSET says, so that pictures show the same day each time.
const offset = Number(process.env.VIGIL_PICTURES_OFFSET ?? 0);
const RealDate = Date;
globalThis.Date = class Moved extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + offset);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + offset;
  }
};
