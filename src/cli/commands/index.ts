export * from "./run-command-line";
