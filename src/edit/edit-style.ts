/** What the editing page needs beside the style that all pages share. */
export const editPageStyle = `
html { scroll-padding-top: 7rem; } body { max-width: 1280px; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.2rem; position: sticky; top: 0; z-index: 5; background: var(--paper); padding: .5rem 0; border-bottom: 1px solid var(--line); margin-top: -.7rem; }
header h1 { margin: 0; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 0 1.6rem; }
.settings, .outcome { grid-column: 1 / -1; }
.settings h3 { font-size: 1rem; margin: .8rem 0 .2rem; } #settings > .pair { max-width: 30rem; } #exceptions { list-style: none; margin: .3rem 0; padding: 0; }
#exceptions li { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: end; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); padding: .3rem .8rem .5rem; margin: .4rem 0; } #exceptions .field { flex: 1 1 11rem; } #exceptions .pair { flex: 1 1 9rem; } #exceptions .pair .field { flex: 1 1 3rem; } #exceptions button { margin: .35rem 0; }
[aria-invalid="true"] { border-color: #d1242f; border-style: dashed; }
.tools { display: flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; }
button, select, input { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .6rem; min-height: 2.1rem; }
button { background: var(--panel); cursor: pointer; } button:disabled { color: var(--soft); cursor: default; opacity: .6; }
button:hover:enabled { border-color: var(--max); }
#save:enabled { background: var(--max); border-color: var(--max); color: var(--paper); font-weight: 600; }
#status { color: var(--soft); }
#notice { border: 1px solid var(--special); border-left-width: 5px; border-radius: 6px; padding: .5rem .8rem; margin: .8rem 0; display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
#week { display: grid; grid-template-columns: 2rem repeat(7, minmax(0, 1fr)); user-select: none; -webkit-user-select: none; }
.day-name { text-align: center; color: var(--soft); padding: .15rem 0; } abbr { text-decoration: none; }
.hours, .column { position: relative; height: 36rem; }
.hours { color: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.hours span { position: absolute; right: .45rem; transform: translateY(-50%); }
.at-3 { top: 12.5%; } .at-6 { top: 25%; } .at-9 { top: 37.5%; } .at-12 { top: 50%; } .at-15 { top: 62.5%; } .at-18 { top: 75%; } .at-21 { top: 87.5%; }
.column { border-left: 1px solid var(--line); box-shadow: 0 1px var(--line); cursor: crosshair; touch-action: pan-y;
  background: repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px 4.5rem), repeating-linear-gradient(to bottom, var(--panel) 0 1.5rem, transparent 1.5rem 3rem); }
.column:last-child { border-right: 1px solid var(--line); }
.piece { position: absolute; overflow: hidden; border-radius: 5px; border: 1px solid rgb(var(--tone)); border-left-width: 4px; background: var(--paper); color: var(--ink); font-size: 12px; line-height: 1.25; padding: .15rem .25rem; cursor: grab; touch-action: pan-y; box-shadow: inset 0 0 0 40rem rgb(var(--tone) / .2); }
.piece.chosen { touch-action: none; box-shadow: inset 0 0 0 40rem rgb(var(--tone) / .42); outline: 2px solid rgb(var(--tone)); outline-offset: -1px; z-index: 2; } .piece:focus-visible { outline: 2px solid var(--max); outline-offset: 1px; z-index: 3; }
.piece.short { padding: 0 .25rem; font-size: 10px; line-height: 1.1; }
.piece.wrong { border-style: dashed; border-color: #d1242f; }
.piece.open-start { border-top: 0; border-top-left-radius: 0; border-top-right-radius: 0; } .piece.open-end { border-bottom: 0; border-bottom-left-radius: 0; border-bottom-right-radius: 0; }
.piece b, .piece span { display: block; overflow: hidden; text-overflow: ellipsis; pointer-events: none; } .piece b { font-weight: 600; white-space: nowrap; } .piece span { color: var(--soft); }
.piece i { position: absolute; left: 0; right: 0; height: min(9px, 25%); cursor: ns-resize; } .piece i.start { top: -1px; } .piece i.end { bottom: -1px; }
.dragging, .dragging .piece, .dragging .column { cursor: grabbing; }
#list { list-style: none; margin: .3rem 0; padding: 0; } #list button { width: 100%; text-align: left; margin: .15rem 0; border-left-width: 5px; padding: .3rem .6rem; }
#list button { border-left-color: rgb(var(--tone)); } #list button.dates { --tone: var(--t3); }
#list button[aria-pressed="true"] { box-shadow: inset 0 0 0 1px var(--max); } #list button span { display: block; color: var(--soft); font-size: 13px; } #list button.wrong b::after { content: " has errors"; color: #d1242f; font-weight: 400; }
#fields { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem; background: var(--panel); }
.field { display: block; margin: .35rem 0; flex: 1; min-width: 0; } .field span { display: block; color: var(--soft); font-size: 13px; } .field input, .field select { width: 100%; }
.pair { display: flex; gap: .6rem; } fieldset { border: 0; margin: .35rem 0; padding: 0; min-width: 0; display: flex; } legend { color: var(--soft); font-size: 13px; padding: 0; }
.day { flex: 1; position: relative; } .day input { position: absolute; opacity: 0; width: 100%; height: 100%; margin: 0; min-height: 0; cursor: pointer; } .day span { display: block; text-align: center; border: 1px solid var(--line); background: var(--paper); padding: .25rem 0; font-size: 13px; }
.day:first-of-type span { border-radius: 6px 0 0 6px; } .day:last-of-type span { border-radius: 0 6px 6px 0; } .day + .day span { border-left: 0; }
.day input:checked + span { background: var(--max); border-color: var(--max); color: var(--paper); } .day input:focus-visible + span { outline: 2px solid var(--max); outline-offset: 2px; }
#chart.old, #use.old, #changes.old { opacity: .45; }
@media (max-width: 800px) { body { padding: .7rem; } main { display: block; } #week { grid-template-columns: 1.4rem repeat(7, minmax(0, 1fr)); } .hours span { right: .2rem; } .piece { padding: .1rem .15rem; font-size: 11px; border-left-width: 3px; } header h1 { font-size: 1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 100%; } }
[hidden] { display: none !important; }
`;
