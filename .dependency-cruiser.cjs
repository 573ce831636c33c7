/** Allow-list of import directions: what is not listed here fails, so a new folder must be placed first. */
const from = (path, to) => ({ from: { path }, to: { path: to } });
const TESTS = '\\.test\\.tsx?$';
const core = '^src/core/';
const contract = '^src/contract/';
const model = '^src/core/(model|kit)/';
const ports = '^src/main/ports/';
const services = '^src/main/services/';
const node =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|dgram|dns|events|fs|fs/promises|http|https|module|net|os|path|perf_hooks|process|readline|stream|stream/promises|string_decoder|timers|timers/promises|tls|url|util|v8|vm|worker_threads|zlib)$';
const npm = (...names) => `^node_modules/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'simulator-knows-no-rule',
      comment: 'The truth of the simulator is made from causes, never by asking the engine.',
      severity: 'error',
      from: { path: '^src/core/simulate/' },
      to: { path: '^src/core/(audit|finding|anomaly)/' },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
  ],
  allowedSeverity: 'error',
  allowed: [
    from(core, core),
    from(core, npm('zod', 'temporal-polyfill', '@noble/hashes', 'sax', '@types/sax', 'windows-iana')),
    from(contract, [contract, model]),
    from(contract, npm('zod')),
    from(ports, [ports, core, contract]),
    from(services, [services, core, contract, ports]),
    from(services, npm('zod', 'node-schedule')),
    from(services, node),
    from('^src/main/adapters/([^/]+)/', ['^src/main/adapters/$1/', ports, core]),
    from('^src/main/adapters/', '^src/main/adapters/kit/'),
    from('^src/main/adapters/', node),
    from('^src/main/adapters/sqlite/', npm('drizzle-orm', 'better-sqlite3')),
    from('^src/main/adapters/files/', npm('yaml', 'csv-parse')),
    from('^src/main/adapters/mqtt/', npm('mqtt', 'mqtt-packet')),
    from('^src/main/adapters/outgoing/', npm('nodemailer')),
    from('^src/main/adapters/reports/', npm('pdfkit', 'fontkit')),
    from('^src/main/adapters/lan/', npm('ws', '@types/ws')),
    from('^src/main/hosts/([^/]+)/', ['^src/main/hosts/$1/', services, ports, contract, model]),
    from('^src/main/hosts/', node),
    from('^src/main/hosts/(loopback|lan)/', npm('ws', '@types/ws')),
    from('^src/main/hosts/electron/', '^node_modules/electron/'),
    from('^src/main/(workers/|[a-z-]+\\.ts$)', ['^src/main/', core, contract]),
    from('^src/main/(workers/|[a-z-]+\\.ts$)', node),
    from('^src/main/index\\.ts$', '^node_modules/electron/'),
    from('^src/preload/', ['^src/preload/', contract, '^node_modules/electron/']),
    from('^src/renderer/app/', ['^src/renderer/', contract, model]),
    from('^src/renderer/(main\\.tsx|env\\.d\\.ts)$', ['^src/renderer/', contract]),
    from('^src/renderer/bundle-page/', ['^src/renderer/(bundle-page|features|ui|words)/', contract, model]),
    from('^src/renderer/api/', ['^src/renderer/(api|words)/', contract, model]),
    from('^src/renderer/features/', ['^src/renderer/(features|api|ui|words)/', contract, model]),
    from('^src/renderer/ui/', ['^src/renderer/(ui|words)/', model]),
    from('^src/renderer/words/', ['^src/renderer/words/', contract, model]),
    from(
      '^src/renderer/',
      npm(
        'react',
        'react-dom',
        '@types/react',
        '@types/react-dom',
        'zustand',
        '@base-ui/react',
        '@tanstack/react-virtual',
        'lucide-react',
        '@fontsource-variable',
        'zod',
      ),
    ),
    from('^src/renderer/features/map/', '^src/core/geo/'),
    from('^src/renderer/features/indicators/', '^src/core/indicators/forecast\\.ts$'),
    from(
      '^src/renderer/features/map/',
      npm(
        'maplibre-gl',
        'pmtiles',
        'world-atlas',
        'topojson-client',
        '@types/topojson-client',
        '@types/topojson-specification',
        '@types/geojson',
      ),
    ),
    from(TESTS, '.*'),
    from('^test/', '.*'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
