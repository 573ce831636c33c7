import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed, span } from '../words.ts';

/** Feeds that deliver nothing. */
export const sources: Check = {
  name: 'sources',
  question: 'NO_FINDINGS',
  look({ at, intake: { sources: all } }) {
    if (all.length === 0)
      return note(
        'No source has ever named itself.',
        'Bring telemetry in: “vigil ingest FILE”, or a connector (key 6).',
      );
    const silent = all.flatMap(({ code, silent_since }) =>
      silent_since === null ? [] : [`${code} for ${span(at - silent_since)}`],
    );
    return silent.length === 0
      ? ok(`${counted(all.length, 'source')} heard as usual.`)
      : problem(
          `Silent: ${listed(silent)}. What they would say is not judged.`,
          'Look at the sender and the way between; the connectors’ page shows the last error (key 6).',
        );
  },
};
