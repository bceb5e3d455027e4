export * from "./build-timeline";
export * from "./describe-week";
export * from "./exceptions";
export * from "./layers";
export * from "./model";
export * from "./timeline";
export * from "./windows";
