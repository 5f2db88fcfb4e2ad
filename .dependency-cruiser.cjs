// Rules for imports: domain ← ports ← (journal, sealing, connectors, activities, doors, upkeep, delivery, dashboard, package, evidence, azure) ← main.
// Imports of types count too, because a type is knowledge of its room.

/** A room may import only the named rooms and itself. */
function room(name, ...allowed) {
  return {
    name: `${name}-imports-only-what-it-may`,
    comment: `src/${name} may import ${[...allowed, 'itself'].join(', ')}; see “Imports run one way” in the README.`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: [name, ...allowed].map((one) => `^src/${one}(/|\\.ts$)`) },
  };
}

/** The same for a folder of the sandbox. */
function sandboxRoom(name, ...allowed) {
  return {
    name: `sandbox-${name}-imports-only-what-it-may`,
    comment: `local/sandbox/${name} may import ${[...allowed, 'itself'].join(', ')}; see the README of the sandbox.`,
    severity: 'error',
    from: { path: `^local/sandbox/${name}/` },
    to: {
      path: '^local/sandbox/',
      pathNot: [name, ...allowed].map((one) => `^local/sandbox/${one}(/|\\.ts$)`),
    },
  };
}

/** The same for a folder of the local host; every folder may import its log. */
function hostRoom(name, ...allowed) {
  return {
    name: `host-${name.replace('/', '-')}-imports-only-what-it-may`,
    comment: `local/host/${name} may import ${[...allowed, 'itself'].join(', ')}; see the README of the host.`,
    severity: 'error',
    from: { path: `^local/host/${name}/` },
    to: {
      path: '^local/host/',
      pathNot: [name, 'log', ...allowed].map((one) => `^local/host/${one}(/|\\.ts$)`),
    },
  };
}

/** One folder must not import another. */
function never(name, from, to, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: to },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@azure/functions-core$' },
    },
    room('domain'),
    room('ports', 'domain'),
    room('journal', 'domain', 'ports'),
    room('workflows', 'domain'),
    room('config', 'domain', 'ports', 'connectors/contract'),
    room('sealing', 'domain', 'ports'),
    room('connectors', 'domain', 'ports'),
    room('delivery', 'domain', 'ports'),
    room('package', 'domain', 'ports'),
    room('evidence', 'domain', 'ports', 'journal'),
    room(
      'activities',
      'domain',
      'ports',
      'journal',
      'workflows/steps',
      'delivery',
      'package',
      'evidence',
    ),
    room(
      'doors',
      'domain',
      'ports',
      'journal',
      'evidence',
      'delivery/cloud-event',
      'upkeep/probe-system',
    ),
    room('upkeep', 'domain', 'ports', 'delivery/reminder-event'),
    room('dashboard', 'domain', 'ports', 'doors/http/(?:api|operator|upkeep)-shapes'),
    room(
      'azure',
      'domain',
      'ports',
      'journal',
      'config/(?:storage|telemetry)-settings',
      'workflows',
    ),
    never(
      'main-is-the-top',
      '^src/(?!main\\.ts$)',
      '^src/(main|open-ports)\\.ts$',
      'main.ts wires the service; no other file imports it.',
    ),
    {
      name: 'connectors-never-each-other',
      comment:
        'A folder is one kind of system: code that two of them share belongs in connectors/kit.',
      severity: 'error',
      from: { path: '^src/connectors/(?!kit/)([^/]+)/' },
      to: { path: '^src/connectors/', pathNot: '^src/connectors/($1/|kit/|contract\\.ts$)' },
    },
    {
      name: 'kit-knows-no-connector',
      comment: 'All connectors use the kit, so the kit names none of them.',
      severity: 'error',
      from: { path: '^src/connectors/kit/' },
      to: { path: '^src/connectors/', pathNot: '^src/connectors/(kit/|contract\\.ts$)' },
    },
    {
      name: 'connectors-are-found-through-the-catalogue',
      comment: 'A new connector needs no change elsewhere, so no other room may name one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/connectors/' },
      to: { path: '^src/connectors/', pathNot: '^src/connectors/(catalogue|contract)\\.ts$' },
    },
    {
      name: 'only-main-opens-the-catalogue',
      comment: 'The list of connectors is passed in, so that a test can pass another one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/connectors/catalogue\\.ts$' },
    },
    never(
      'what-ships-knows-only-itself',
      '^src/',
      '^(local|test|bench|scripts)/',
      'The code that ships does not import the code that stands in for its surroundings.',
    ),
    never(
      'host-knows-no-app',
      '^local/host/',
      '^(src|local/sandbox|local/start|bench|test)',
      'The host runs any app, so it imports nothing of this one.',
    ),
    hostRoom('settings'),
    hostRoom('worker', 'settings/time-span'),
    hostRoom('http', 'settings', 'worker', 'sign-in'),
    hostRoom('sign-in'),
    hostRoom('bindings', 'settings', 'worker'),
    hostRoom('triggers', 'settings', 'worker', 'bindings'),
    hostRoom('protocol', 'worker'),
    hostRoom('store', 'protocol'),
    hostRoom('engine/instances', 'protocol', 'store'),
    hostRoom('engine/replay', 'protocol', 'store', 'worker', 'engine/instances'),
    hostRoom('engine/entities', 'protocol', 'store', 'engine/instances', 'engine/replay'),
    hostRoom('engine/queue', 'protocol', 'store', 'worker', 'engine/instances', 'engine/replay'),
    hostRoom('engine', 'protocol', 'store', 'worker', 'settings'),
    hostRoom('durable', 'settings', 'worker', 'protocol', 'store', 'engine'),
    never(
      'sandbox-shares-no-code',
      '^local/sandbox/',
      '^(src|local/host|local/start|bench|test)',
      'A simulator that shared code with the service would share its mistakes.',
    ),
    sandboxRoom('store'),
    sandboxRoom('tls'),
    sandboxRoom('http', 'store'),
    sandboxRoom('world', 'store'),
    sandboxRoom('authority', 'store', 'http'),
    sandboxRoom('vendors', 'store', 'http', 'world', 'authority'),
    sandboxRoom('control', 'store', 'http', 'world', 'authority', 'vendors/vendor'),
    {
      name: 'sandbox-vendors-never-each-other',
      comment: 'A simulated vendor is one folder. Shared code belongs in http, store or world.',
      severity: 'error',
      from: { path: '^local/sandbox/vendors/([^/]+)/' },
      to: {
        path: '^local/sandbox/vendors/',
        pathNot: ['^local/sandbox/vendors/$1/', '^local/sandbox/vendors/vendor\\.ts$'],
      },
    },
    never(
      'sandbox-vendors-are-found-by-listing',
      '^local/sandbox/(?!vendors/[^/]+/)',
      '^local/sandbox/vendors/[^/]+/',
      'A new vendor changes no file outside its folder, so no such file names a vendor.',
    ),
    never(
      'supervisor-stays-outside',
      '^local/start',
      '^(src|local/host|local/sandbox|bench|test)',
      'The supervisor starts the other programs as processes and imports nothing of them.',
    ),
    never(
      'cli-talks-http-only',
      '^cli/(?!run\\.mjs$)',
      '^(src|local|bench|test)/',
      'The command line talks HTTP only. run.mjs only prepares this repository and starts it.',
    ),
    {
      name: 'durable-functions-stays-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|azure/|workflows/durable\\.ts)' },
      to: { path: '^node_modules/durable-functions/' },
    },
    {
      name: 'ships-with-its-packages',
      comment: 'Development packages are not installed on Azure.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/dashboard/web/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'import', 'types', 'default'],
    },
  },
};
