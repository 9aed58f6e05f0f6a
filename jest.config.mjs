// Which kind a test is, its name and folder say:
//   *.integration.test.ts   starts a local cloud, a process or a server
//   *.browser.test.ts       drives headless Chromium
//   test/miniprogram/**     components in jsdom (unless one of the above)
//   everything else         unit
const integration = /[\\/.]integration\.test\.ts$/.source
const browser = /[\\/.]browser\.test\.ts$/.source
const component = /[\\/]test[\\/]miniprogram[\\/]/.source

/** TypeScript, the project's .mjs scripts and what is packed for WeChat become CommonJS; packages are loaded as they are. */
const transform = {
  '\\.(ts|mjs)$|/miniprogram_npm/.+\\.js$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
}

const common = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  transform,
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/\\.build/', '<rootDir>/cloudfunctions/dist/', '<rootDir>/\\.data/'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
}

const seconds = 1000

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  watchman: false,
  // Jest takes this for all projects together; a machine may be busy with several of them.
  testTimeout: 120 * seconds,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testRegex: ['\\.test\\.ts$'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, integration, browser, component],
    },
    {
      ...common,
      displayName: 'integration',
      testRegex: [integration],
    },
    {
      ...common,
      displayName: 'component',
      testEnvironment: 'jsdom',
      testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
      globalSetup: '<rootDir>/test/miniprogram/pack.mjs',
      setupFiles: ['<rootDir>/test/miniprogram/setup.ts'],
      testRegex: [`${component}.*\\.test\\.ts$`],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, integration, browser],
    },
    {
      ...common,
      displayName: 'browser',
      testRegex: [browser],
    },
  ],
}
