/** More files than these are no bundle. */
export const MOST_ENTRIES = 102;
/** What all files of a bundle may hold together, unpacked, in bytes. */
export const MOST_CONTENT = 64 * 1024 * 1024;
/** What packs better than this is stored as it is where it is long: nobody can tell it from a file that was made to burst its reader. */
export const MOST_RATIO = 250;
/** A manifest has some hundred bytes for each part. */
export const LONGEST_MANIFEST = 1024 * 1024;
/**
 * No longer JSON is parsed, in characters. Three of them can become an object of 56 bytes, and the limit of a thread's memory cannot
 * stop a parser in the middle: it would end the whole program.
 */
export const LONGEST_JSON = 16 * 1024 * 1024;
