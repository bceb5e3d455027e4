import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommandLine } from "../../../src/cli/commands/run-command-line";
import type { CliContext } from "../../../src/cli/context/cli-context";
import { instant } from "../../support/instant";

/** A stack with one timetable and one endpoint in the raw form; load scales both. */
export const stackText = `config:
  aws:region: eu-central-1
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:calendars:
    closures: { dates: ["2026-12-24", "2026-12-31"] }
  inference-timetable:endpoints:
    sentiment:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1", dataUrl: "s3://models/a.tar.gz" }
      variant: { instanceType: ml.g5.xlarge, hourlyPriceUsd: 1.41 }
      timetable:
        baseline: { min: 1, max: 2 }
        windows:
          office: { days: mon-fri, from: "08:00", to: "18:00", min: 4, max: 12 }
        exceptions:
          - { calendar: closures, use: baseline }
      scaling: { metric: invocationsPerInstance, target: 700 }
    fraud:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1", dataUrl: "s3://models/b.tar.gz" }
      variant: { instanceType: ml.m5.large }
      baseline: { min: 1, max: 2 }
      schedules:
        ScaleOutForPeakTimes: { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5, timezone: UTC }
        BackToBaseline: { schedule: "cron(0 20 ? * MON-FRI *)", min: 1, max: 2, timezone: UTC }
      scaling: { metric: invocationsPerInstance, target: 700 }
`;

/** Three endpoints with one timetable, of which one adds a window. */
export const sharedStackText = `config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:timetables:
    office:
      baseline: { min: 1, max: 2 }
      windows:
        # As agreed with support.
        day: { days: mon-fri, from: "08:00", to: "18:00", min: 4, max: 12 }
  inference-timetable:defaults:
    variant: { instanceType: ml.g5.xlarge, hourlyPriceUsd: 1.41 }
    scaling: { metric: invocationsPerInstance, target: 700 }
    tags: { team: search }
  inference-timetable:endpoints:
    sentiment:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1" }
      timetable: office # Shared.
    fraud:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1" }
      variant: { hourlyPriceUsd: 2.82 }
      timetable: office
    search:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1" }
      timetable:
        like: office
        windows:
          evening: { days: mon-fri, from: "18:00", to: "22:00", min: 2, max: 3 }
`;

/** The same stack without scaling. */
export const unscaledStackText = stackText.replaceAll(/^ +scaling: .*\n/gm, "");

/** The output and exit code of a command. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A temporary folder with stack files; runs commands in it in this process. */
export class StackFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), "timetable-"));
  environment: Readonly<Record<string, string>> = {};

  write(name: string, content: string | Uint8Array): void {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  async run(...words: readonly string[]): Promise<Ran> {
    let [out, err] = ["", ""];
    const io: CliContext = {
      out: (text) => (out += `${text}\n`),
      err: (text) => (err += `${text}\n`),
      projectFolder: this.path,
      currentFolder: this.path,
      environment: this.environment,
      now: instant("2026-11-24T08:00:00Z"),
      columns: 80,
      color: false,
      isTerminal: false,
    };
    return { code: await runCommandLine(words, io), out, err };
  }
}

/** The keys of a parsed object, in order. */
export function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
