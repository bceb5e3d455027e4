import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serveEngine } from "./serve-engine";

export const repositoryFolder = path.resolve(__dirname, "../../..");

/** What a whole process used, from its start to its end. */
export interface Measured {
  readonly cpuSeconds: number;
  readonly megabytes: number;
  /** Files of all CommonJS modules that it loaded. */
  readonly modules: readonly string[];
}

/** Runs Node and measures the process. @throws Error if it fails */
export async function measureProcess(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-fleet-"));
  try {
    const file = path.join(folder, "measured.json");
    const child = spawn(process.execPath, ["-r", path.join(__dirname, "measure-process.cjs"), ...words], {
      cwd: repositoryFolder,
      env: { ...process.env, ...environment, MEASURED_FILE: file },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [status] = (await once(child, "close")) as [number];
    if (status !== 0) throw new Error(`exit code ${status}: ${words.join(" ")}`);
    return JSON.parse(readFileSync(file, "utf8")) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a preview's program used, and how many resources it declared. */
export interface MeasuredPreview extends Measured {
  readonly resources: number;
}

/**
 * Previews a program with the script that Pulumi's language host starts for it.
 * @param values the stack's values, keys without the project's name
 * @throws Error if the program fails
 */
export async function measurePreview(
  folder: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<MeasuredPreview> {
  const engine = await serveEngine();
  const config = Object.entries(values).map(([key, value]) => [
    `inference-timetable:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const options = [
    ...[`--monitor=${engine.address}`, `--engine=${engine.address}`, "--dry-run", "--parallel=16"],
    ...["--organization=organization", "--project=inference-timetable", "--stack=bench"],
    ...[`--root-directory=${folder}`, `--pwd=${folder}`],
  ];
  try {
    const measured = await measureProcess([require.resolve("@pulumi/pulumi/cmd/run"), ...options, "."], {
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_CONFIG: JSON.stringify({ "aws:region": "eu-central-1", ...Object.fromEntries(config) }),
      TIMETABLE_NOW: undefined,
    });
    if (engine.seen.errors.length > 0) throw new Error(engine.seen.errors.join("\n"));
    return { ...measured, resources: engine.seen.resources };
  } finally {
    engine.close();
  }
}
