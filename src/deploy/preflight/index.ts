export * from "./prepare-stack";
