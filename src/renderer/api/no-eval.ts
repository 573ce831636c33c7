import { z } from 'zod';

/** The content security policy forbids eval: zod must not even try. Imported before any schema is made. */
if ('document' in globalThis) z.config({ jitless: true });
