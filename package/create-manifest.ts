/** What the package takes from the package.json of the repository. */
export interface RootManifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Set by the workflow that publishes: npm compares it with the repository that it runs in. */
  readonly repository?: object;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Programs of users have these, in the same version for the whole program. */
const peers = ["@pulumi/aws", "@pulumi/pulumi"];

/** Only the program, its tests and the simulator need these. */
const leftOut = ["@grpc/grpc-js", "@swc/core", "google-protobuf", "temporal-polyfill", "ts-node", "typescript"];

/** The package.json of the published package: ranges in the place of exact versions. */
export function createManifest({ name, version, license, repository, engines, dependencies }: RootManifest) {
  const pick = (isPicked: (dependency: string) => boolean): Record<string, string> =>
    Object.fromEntries(
      Object.entries(dependencies).flatMap(([dependency, exact]) =>
        isPicked(dependency) ? [[dependency, `^${exact}`]] : [],
      ),
    );
  return {
    name,
    version,
    description: "Amazon SageMaker inference endpoints on a timetable, as a Pulumi component and a command",
    keywords: ["pulumi", "aws", "sagemaker", "autoscaling", "schedule"],
    license,
    ...(repository === undefined ? {} : { repository }),
    engines,
    // Pulumi requires the folder of a plugin, which loads its main file; programs that import the package get the exports.
    main: "./provider.js",
    types: "./types/package/index.d.ts",
    exports: {
      ".": { types: "./types/package/index.d.ts", default: "./index.js" },
      "./package.json": "./package.json",
    },
    bin: { timetable: "./cli.js" },
    files: ["*.js", "types", "PulumiPlugin.yaml", "schema.json", "problems.md", "CHANGELOG.md"],
    dependencies: pick((dependency) => ![...peers, ...leftOut].includes(dependency)),
    peerDependencies: pick((dependency) => peers.includes(dependency)),
  };
}
