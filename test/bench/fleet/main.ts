import { join } from "node:path";
import { createFleet } from "./fleets";
import { type Measured, measurePreview, measureProcess, repositoryFolder } from "./run-process";

// Each figure is the least of some runs: what disturbs a process only adds to its CPU time.
const repetitions = 3;

type Used = Pick<Measured, "cpuSeconds" | "megabytes">;

async function measureLeast(measure: () => Promise<Measured>): Promise<Used> {
  const runs: Used[] = [];
  for (let run = 0; run < repetitions; run += 1) runs.push(await measure());
  return {
    cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: Math.min(...runs.map(({ megabytes }) => megabytes)),
  };
}

function printRow(title: string, { cpuSeconds, megabytes }: Used): void {
  process.stdout.write(
    `${title.padEnd(44)}${cpuSeconds.toFixed(2).padStart(8)} s${megabytes.toFixed(0).padStart(7)} MB\n`,
  );
}

function printRatio(title: string, ratio: number): void {
  process.stdout.write(`${title.padEnd(44)}${ratio.toFixed(2).padStart(8)}\n`);
}

/** Compiles a fleet in a process of its own, with a TypeScript loader as the command has it. */
const compileFleet = (count: number): Promise<Measured> =>
  measureProcess(["-r", "ts-node/register/transpile-only", join(__dirname, "compile-fleet.ts"), `${count}`]);

async function main(): Promise<void> {
  const program = (name: string): string => join(__dirname, "programs", name);
  const measured = {
    empty: await measureLeast(() => measurePreview(program("empty"))),
    byHand: await measureLeast(() => measurePreview(program("by-hand"))),
    stockEmpty: await measureLeast(() => measurePreview(program("stock-empty"))),
    stock: await measureLeast(() => measurePreview(program("stock"))),
    one: await measureLeast(() => measurePreview(repositoryFolder, createFleet(1))),
    fifty: await measureLeast(() => measurePreview(repositoryFolder, createFleet(50))),
    many: await measureLeast(() => measurePreview(repositoryFolder, createFleet(200))),
    compileNone: await measureLeast(() => compileFleet(0)),
    compileFifty: await measureLeast(() => compileFleet(50)),
    compileMany: await measureLeast(() => compileFleet(200)),
  };
  process.stdout.write("preview of\n");
  printRow("  an empty program, transpiled", measured.empty);
  printRow("  one endpoint by hand, transpiled", measured.byHand);
  printRow("  an empty program, stock shape", measured.stockEmpty);
  printRow("  one endpoint by hand, stock shape", measured.stock);
  printRow("  this program, 1 endpoint", measured.one);
  printRow("  this program, 50 endpoints", measured.fifty);
  printRow("  this program, 200 endpoints", measured.many);
  process.stdout.write("a process that compiles\n");
  printRow("  no endpoint", measured.compileNone);
  printRow("  50 endpoints", measured.compileFifty);
  printRow("  200 endpoints", measured.compileMany);
  process.stdout.write("ratios of CPU time\n");
  printRatio("  1 endpoint / stock shape", measured.one.cpuSeconds / measured.stock.cpuSeconds);
  printRatio("  1 endpoint / empty, stock shape", measured.one.cpuSeconds / measured.stockEmpty.cpuSeconds);
  printRatio("  1 endpoint / empty, transpiled", measured.one.cpuSeconds / measured.empty.cpuSeconds);
  printRatio("  1 endpoint / by hand, transpiled", measured.one.cpuSeconds / measured.byHand.cpuSeconds);
  printRatio("  200 endpoints / 50, preview", measured.many.cpuSeconds / measured.fifty.cpuSeconds);
  printRatio("  200 endpoints / 50, memory of preview", measured.many.megabytes / measured.fifty.megabytes);
  printRatio("  200 endpoints / 50, compiling", measured.compileMany.cpuSeconds / measured.compileFifty.cpuSeconds);
  const seconds = measured.compileMany.cpuSeconds - measured.compileNone.cpuSeconds;
  process.stdout.write(`200 endpoints from config to plan: ${seconds.toFixed(2)} s, without loading the modules\n`);
}

void main();
