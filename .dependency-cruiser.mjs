import { join } from 'node:path';

// The boundaries of the workspace. test/boundaries.spec.ts proves on fixtures that each of them can fail.
const ours = '^(apps|libs|deploy|test)/';
const tests = '[.](spec|int-spec|e2e-spec|fault-spec)[.]ts$|^(test|libs/testing)/|/test-(support/|[^/]+[.]ts$)';

/** Without input, output or clock: what a rule may calculate with. */
const pure = '^crypto$|node_modules/(csv-parse|flesch|ibantools|syllable|temporal-polyfill|tldts|zod)/';

export default {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: 'A service learns from another by message only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'contracts-import-nothing',
      comment: 'Messages are shared by everybody, so they depend on nobody.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: tests },
      to: { path: ours, pathNot: '^libs/contracts/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule imports other rules, money, time, errors, states, and types. No framework, no clock, no I/O.',
      severity: 'error',
      from: { path: '[.]rules[.]ts$' },
      to: {
        path: ours,
        pathNot: [
          '[.]rules[.]ts$',
          '^libs/(money|time|service-clock|errors|state|contracts|access|company-names)/src/index[.]ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-use-pure-libraries',
      comment: 'See rules-are-pure.',
      severity: 'error',
      from: { path: '[.]rules[.]ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: pure,
      },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Libraries are below the services and the launcher.',
      severity: 'error',
      from: { path: '^libs/', pathNot: tests },
      to: { path: '^(apps|deploy|test)/' },
    },
    {
      name: 'apps-never-import-deploy',
      comment: 'A service does not know where it runs.',
      severity: 'error',
      from: { path: '^apps/', pathNot: tests },
      to: { path: '^(deploy|test)/' },
    },
    {
      name: 'libs-by-their-index',
      comment: 'What a library offers is in its index; the rest is its own business.',
      severity: 'error',
      from: { path: '^(apps|deploy|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'libs-by-their-index-among-themselves',
      comment: 'See libs-by-their-index.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index[.]ts$', '^libs/$1/'] },
    },
    {
      name: 'no-test-code-in-services',
      comment: 'What runs in production imports no test and no development package.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: '^test/|^libs/testing/|[.]spec[.]ts$' },
    },
    {
      name: 'no-development-packages-in-services',
      comment: 'The image is built without them.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/fixtures)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: join(import.meta.dirname, 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['shoreline-source', 'import', 'node', 'default'],
    },
  },
};
