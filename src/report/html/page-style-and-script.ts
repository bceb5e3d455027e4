/** Firings on paper, which has no scrolling and no search. */
export const maxPrintedFirings = 30;

/** Light and dark, screen and paper; loads nothing. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #ffffff; --panel: #f6f8fa;
  --max: #0b5cad; --min: #b35900; --band: rgba(11, 92, 173, .16); --special: #c2185b; --load: #1b1f24; --served: #1a7f37;
  --h0: #dbe9f6; --h1: #9cc4e6; --h2: #4a90c9; --h3: #0b4f8a;
  --t0: 31 119 180; --t1: 44 160 44; --t2: 214 39 40; --t3: 148 103 189; --t4: 255 127 14; --t5: 23 190 207; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #343b44; --paper: #0d1117; --panel: #161b22;
  --max: #6cb6ff; --min: #f0a35e; --band: rgba(108, 182, 255, .18); --special: #ff7ab2; --load: #e6edf3; --served: #57d364;
  --h0: #16283a; --h1: #1f4e79; --h2: #3a82c0; --h3: #9cd0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 1.2rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Liberation Sans", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .2rem; overflow-wrap: anywhere; } h2 { font-size: 1.25rem; margin: 1.6rem 0 .2rem; } h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
.facts, .key, figcaption { color: var(--soft); margin: .2rem 0; }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin: 1rem 0; }
nav button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .8rem; cursor: pointer; }
nav button[aria-pressed="true"] { border-color: var(--max); box-shadow: inset 0 -3px var(--max); }
:focus-visible { outline: 2px solid var(--max); outline-offset: 2px; }
figure { margin: .4rem 0; overflow-x: auto; } svg { width: 100%; min-width: 640px; height: auto; display: block; overflow: visible; }
svg text { fill: var(--soft); font-size: 12px; } svg .hour { font-size: 9px; } svg .name { fill: var(--ink); font-size: 11px; }
.grid { stroke: var(--line); stroke-width: .6; } .day { stroke: var(--line); stroke-width: 1; }
.band { fill: var(--band); } .line { fill: none; stroke-width: 2; } .line.max { stroke: var(--max); } .line.min { stroke: var(--min); }
.line.load { stroke: var(--load); stroke-width: 1.4; } .line.capacity { stroke: var(--served); } rect.short { fill: var(--special); fill-opacity: .35; }
.swatch.load { background: var(--load); } .swatch.capacity { background: var(--served); } .swatch.short { background: var(--special); opacity: .5; }
.w0 { --tone: var(--t0); } .w1 { --tone: var(--t1); } .w2 { --tone: var(--t2); } .w3 { --tone: var(--t3); } .w4 { --tone: var(--t4); } .w5 { --tone: var(--t5); }
.window { fill: rgb(var(--tone) / .15); }
.hover { fill: transparent; } .hover:hover { fill: var(--band); }
.swatch { display: inline-block; width: 1.1em; height: .8em; border-radius: 2px; vertical-align: baseline; margin: 0 .15em 0 .6em; }
.swatch.max { background: var(--max); } .swatch.min { background: var(--min); }
.h0 { fill: var(--h0); background: var(--h0); } .h1 { fill: var(--h1); background: var(--h1); } .h2 { fill: var(--h2); background: var(--h2); } .h3 { fill: var(--h3); background: var(--h3); }
rect.differs { stroke: var(--special); stroke-width: 2; } .swatch.differs { box-shadow: 0 0 0 2px var(--special); }
circle.dot { fill: var(--special); } span.dot { display: inline-block; width: .55em; height: .55em; border-radius: 50%; background: var(--special); margin-left: .6em; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--soft); font-weight: 600; }
td.number, th.number, td.time, th.time { white-space: nowrap; } td.number, th.number { text-align: right; }
.table.long { max-height: 30rem; overflow: auto; border-bottom: 1px solid var(--line); } .table.long thead th { position: sticky; top: 0; background: var(--paper); }
.bar { background: var(--h1); height: .7em; border-radius: 2px; min-width: 1px; display: flex; margin-top: .4em; } .bar i { background: var(--max); border-radius: 2px; display: block; }
.problem { border-left: 4px solid var(--line); padding: .3rem .8rem; margin: .5rem 0; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px; }
.problem.error { border-color: #d1242f; } .problem.warning { border-color: #bf8700; }
.search { display: flex; gap: .6rem; align-items: center; margin: .4rem 0; } .search input { font: inherit; padding: .25rem .5rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); flex: 0 1 16rem; min-width: 6rem; } .search output { white-space: nowrap; }
.firings td:last-child { overflow-wrap: anywhere; min-width: 9rem; } [hidden] { display: none; } .paper { display: none; }
@media (max-width: 600px) { .utc { display: none; } body { padding: .7rem; } }
@media print { .swatch, .bar, .bar i, span.dot { print-color-adjust: exact; } .paper { display: block; color: var(--soft); } .firings tbody tr:nth-child(n + ${maxPrintedFirings + 1}) { display: none; }
  body { font-size: 12px; padding: 0; } .firings td:last-child { min-width: 0; } svg { min-width: 0; } nav, .search { display: none; } section[hidden] { display: block; } section { break-after: page; } body { max-width: none; } figure, tr { break-inside: avoid; } .table.long { max-height: none; } }
`;

/** What moves on the page: one endpoint at a time, and the search in its firings. Without it all is shown. */
export const pageScript = `
const buttons = [...document.querySelectorAll("nav button")];
const sections = [...document.querySelectorAll("section.endpoint")];
function choose(name) {
  for (const section of sections) section.hidden = section.dataset.name !== name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.name === name));
}
for (const button of buttons) button.addEventListener("click", () => {
  choose(button.dataset.name);
  history.replaceState(null, "", "#" + encodeURIComponent(button.dataset.name));
});
const asked = decodeURIComponent(location.hash.slice(1));
const first = sections[0];
if (first) choose(sections.some((s) => s.dataset.name === asked) ? asked : first.dataset.name);
for (const input of document.querySelectorAll("input[type=search]")) {
  const area = input.closest("section");
  const rows = [...area.querySelectorAll("table.firings tbody tr")];
  const count = area.querySelector("output");
  const search = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown + " of " + rows.length;
  };
  input.addEventListener("input", search);
  search();
}
`;
