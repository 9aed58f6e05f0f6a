// Dependencies point one way: index → actions → rules, store → shared; see DESIGN.md "Folders".
const domain = '^cloudfunctions/(?!shared/|dist/)([^/]+)/'
const shared = '^cloudfunctions/shared/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other at run time are one thing, or share a third.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-knows-no-domain',
      severity: 'error',
      from: { path: shared },
      to: { path: domain },
    },
    {
      name: 'domain-through-its-door',
      severity: 'error',
      comment:
        'A domain uses another one only through its rules, states, records, store, view and types (clock: its jobs too).',
      from: { path: '^cloudfunctions/(?!shared/|clock/)([^/]+)/' },
      to: {
        path: '^cloudfunctions/(?!shared/)[^/]+/.+\\.ts$',
        pathNot: ['^cloudfunctions/$1/', '^cloudfunctions/[^/]+/(rules|states|record|store|view|dto)\\.ts$'],
      },
    },
    {
      name: 'clock-through-doors',
      severity: 'error',
      from: { path: '^cloudfunctions/clock/' },
      to: {
        path: '^cloudfunctions/(?!shared/|clock/)[^/]+/.+\\.ts$',
        pathNot: '^cloudfunctions/[^/]+/(rules|states|record|store|view|dto|jobs)\\.ts$',
      },
    },
    {
      name: 'dto-is-types',
      severity: 'error',
      comment: 'Another domain, and the mini-program, take a dto for its types only.',
      from: { path: '^(cloudfunctions|miniprogram)/' },
      to: { path: '^cloudfunctions/[^/]+/dto\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-an-index',
      severity: 'error',
      comment: 'index.ts is what the platform calls.',
      from: {},
      to: { path: '^cloudfunctions/(?!dist/)[^/]+/index\\.ts$' },
    },
    {
      name: 'index-serves-actions',
      severity: 'error',
      comment: 'A function serves its actions (clock: runs its jobs); nothing else stands in its index.',
      from: { path: '^cloudfunctions/(?!clock/)[^/]+/index\\.ts$' },
      to: { path: '^cloudfunctions/', pathNot: ['^cloudfunctions/[^/]+/actions/', shared] },
    },
    {
      name: 'actions-on-top',
      severity: 'error',
      comment: 'Only the index and the list of actions know actions.',
      from: { path: '^cloudfunctions/', pathNot: '^cloudfunctions/[^/]+/(actions/index|index)\\.ts$' },
      to: { path: '^cloudfunctions/[^/]+/actions/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'rules.ts decides; it reads nothing: no store, no SDK, no database, no Node module.',
      from: { path: '^cloudfunctions/[^/]+/(rules|states)\\.ts$' },
      to: {
        dependencyTypesNot: ['type-only'],
        path: [
          '/(store|view|change|audience|jobs)\\.ts$',
          '^cloudfunctions/shared/(db|serve|write|action|audit|messages|push|people|moderation|log|ids)\\.ts$',
          'node_modules/(@cloudbase|wx-server-sdk)',
          '^(node:)?(fs|crypto|http|https|net|process|os|child_process|worker_threads)$',
        ],
      },
    },
    {
      name: 'store-below-views',
      severity: 'error',
      from: { path: '^cloudfunctions/[^/]+/store\\.ts$' },
      to: {
        path: '^cloudfunctions/[^/]+/(view|actions|index|change|audience)\\b',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'one-door-to-the-database',
      severity: 'error',
      comment: 'The database SDK is used in shared/ only.',
      from: { path: domain },
      to: { path: 'node_modules/@cloudbase/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'functions-stand-alone',
      severity: 'error',
      from: { path: '^cloudfunctions/' },
      to: { path: '^(miniprogram|localcloud|test)/' },
    },
    {
      name: 'miniprogram-takes-types-only',
      severity: 'error',
      from: { path: '^miniprogram/' },
      to: { path: '^cloudfunctions/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'miniprogram-stands-alone',
      severity: 'error',
      from: { path: '^miniprogram/' },
      to: { path: '^(localcloud|test|node_modules|\\.ci)/|^node:', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages-call-through-api',
      severity: 'error',
      comment: 'Only miniprogram/api knows the functions and their types.',
      from: { path: '^miniprogram/', pathNot: '^miniprogram/api/' },
      to: { path: '^cloudfunctions/', pathNot: '^cloudfunctions/([^/]+/dto|shared/values)\\.ts$' },
    },
    {
      name: 'localcloud-knows-no-product',
      severity: 'error',
      comment: 'The local cloud answers a protocol; only the demo data knows what the product stores.',
      from: { path: '^localcloud/', pathNot: '^localcloud/(seed|bench)/' },
      to: { path: '^(cloudfunctions|miniprogram)/', pathNot: '^cloudfunctions/build\\.mjs$|\\.json$' },
    },
    {
      name: 'seed-knows-records-only',
      severity: 'error',
      comment: 'The demo data is made with the product’s own rules and records, never through its use cases.',
      from: { path: '^localcloud/seed/' },
      to: { path: '^miniprogram/|^cloudfunctions/[^/]+/(actions/|index\\.ts$)' },
    },
    {
      name: 'nothing-uses-localcloud',
      severity: 'error',
      from: { pathNot: '^(localcloud|test)/' },
      to: { path: '^localcloud/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      comment:
        'What is imported stands in package.json; type declarations may mend a package behind one that does.',
      from: { pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|miniprogram_npm|fixtures|\\.build|\\.data)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
