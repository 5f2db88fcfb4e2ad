// The house as rules: domain ← ports ← (connectors, activities, intake, dashboard, package, evidence, azure) ← main.
// Types count as imports too, for a type of a far room is knowledge of it.

/** A room may import the named rooms and itself, and of src nothing else. */
function room(name, ...allowed) {
  return {
    name: `${name}-imports-only-what-it-may`,
    comment: `src/${name} may import ${[...allowed, 'itself'].join(', ')}; see “Imports run one way” in the README.`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: [name, ...allowed].map((one) => `^src/${one}(/|\\.ts$)`) },
  };
}

/** A folder must not know another. */
function never(from, to, comment) {
  return {
    name: `${from}-never-${to}`.replaceAll(/[^\w-]/g, ''),
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
    room('workflows', 'domain'),
    room(
      'activities',
      'domain',
      'ports',
      'workflows/steps',
      'workflows/orders',
      'package',
      'evidence',
    ),
    room('connectors', 'domain', 'ports'),
    room('intake', 'domain', 'ports', 'workflows/steps'),
    room('dashboard', 'domain', 'ports', 'intake'),
    room('package', 'domain', 'ports'),
    room('evidence', 'domain', 'ports'),
    room('azure', 'domain', 'ports', 'config', 'workflows/steps', 'workflows/orders'),
    never('^src/(?!main\\.ts)', '^src/main\\.ts$', 'main.ts wires; nobody asks it for anything.'),
    {
      name: 'connectors-never-each-other',
      comment: 'One file is one system: what two of them share belongs into connectors/kit.',
      severity: 'error',
      from: { path: '^src/connectors/catalogue/(?!all)([^/]+)' },
      to: { path: '^src/connectors/catalogue/', pathNot: '^src/connectors/catalogue/$1' },
    },
    {
      name: 'connector-names-only-in-the-catalogue',
      comment: 'A new connector needs no other change, so nobody else may name one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/connectors/catalogue(/|\\.ts$)' },
      to: { path: '^src/connectors/catalogue/' },
    },
    never(
      '^src/',
      '^(local|test|bench|scripts)/',
      'What ships does not know what plays its surroundings.',
    ),
    never(
      '^local/host/',
      '^(src|local/sandbox|local/start|bench|test)',
      'The host runs any app and knows nothing of this one.',
    ),
    never(
      '^local/sandbox/',
      '^(src|local/host|local/start|bench|test)',
      'A simulator that shared code with the service would share its mistakes.',
    ),
    never(
      '^local/start',
      '^(src|local/host|local/sandbox|bench|test)',
      'The supervisor knows its processes from outside only.',
    ),
    {
      name: 'durable-functions-stays-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|azure/|intake/|workflows/durable\\.ts)' },
      to: { path: '^node_modules/durable-functions/' },
    },
    {
      name: 'ships-with-its-packages',
      comment: 'A development package is not there on Azure.',
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
