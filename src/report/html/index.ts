export * from "./html-template";
export * from "./page-style-and-script";
export * from "./render-page";
export * from "./render-week-chart";
