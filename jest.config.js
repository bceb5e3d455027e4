// The ESM-only packages that jest must transform: it cannot require() them as Node does.
const esm = "temporal-polyfill|temporal-utils|temporal-spec";

/** @type {import("jest").Config} */
const common = {
  testEnvironment: "node",
  transform: {
    // Transpile only: types are checked once, by `npm run typecheck`.
    "^.+\\.ts$": [
      "ts-jest",
      {
        tsconfig: {
          module: "commonjs",
          moduleResolution: "node10",
          target: "es2022",
          esModuleInterop: true,
          isolatedModules: true,
          resolveJsonModule: true,
        },
        diagnostics: false,
      },
    ],
    [`node_modules/(${esm})/.+\\.m?js$`]: [
      "ts-jest",
      { tsconfig: { allowJs: true, module: "commonjs", target: "es2022", isolatedModules: true }, diagnostics: false },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
};

module.exports = {
  // On two cores jest would use one: engine tests spend their time in processes of their own, one after the other.
  maxWorkers: "100%",
  // Only ends a test that hangs: no test may depend on how busy the machine is. Jest takes this from here alone.
  testTimeout: 900_000,
  // Milliseconds for a worker to exit: with half a second, the default, jest calls a slow exit a leak.
  workerGracefulExitTimeout: 10_000,
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/engine/"],
    },
    // Real Pulumi engine: seconds a step, so a project of its own.
    {
      ...common,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      globalSetup: "<rootDir>/test/engine/support/global-setup.ts",
    },
  ],
};
