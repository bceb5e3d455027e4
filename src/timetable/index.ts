export * from "./align-timeline";
export * from "./build-timeline";
export * from "./exceptions";
export * from "./format-week-intervals";
export * from "./layers";
export * from "./model";
export * from "./timeline";
export * from "./window-starts";
