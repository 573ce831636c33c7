/** What is said when the engine cannot be asked, or not understood. */
export const connectionWords = {
  gone: 'The engine is not answering. Nothing was lost; Vigil tries again by itself.',
  locked:
    'This page may not speak to Vigil any more. Open the address that Vigil printed, or start it again.',
  tooLong: 'More than 1 MB at once. Use `vigil import FILE` for it.',
  notRead: (method: string) => `The answer to ${method} could not be read.`,
} as const;
