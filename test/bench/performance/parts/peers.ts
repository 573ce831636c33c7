/**
 * What other programs take for the same decisions, as PERFORMANCE measured it on 2 shared cores in 2026 (Linux, x64): stored,
 * because a bench must not need them (DECISIONS 32). The quicker of each pair, so that they look no worse than they are.
 */
export const PEERS = {
  prometheus: {
    what: 'Prometheus rules, stored figure, 10,000 sites scraped every 15 s',
    cpu_ms_a_round: 675,
    sites: 10_000,
  },
  postgresql: {
    what: 'PostgreSQL, one query per site, stored figure',
    cpu_ms_a_site: 0.545,
  },
} as const;
