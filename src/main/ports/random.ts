/** The only source of randomness: a fresh identifier that nobody can guess and that was never given before. */
export type RandomId = () => string;
