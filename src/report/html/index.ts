export { html, type Html } from "./html-template";
export { pageStyle } from "./page-style-and-script";
export { renderLegend, renderPage } from "./render-page";
export { renderWeekChart } from "./render-week-chart";
