/** The page's style. Colours have a contrast of at least 4.5 on their ground, in light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ground: #f6f7f8; --ink: #1b1f24; --muted: #5a636d; --line: #e1e4e8; --accent: #2b5fc7;
  --good: #1a7a36; --good-ground: #e7f5eb; --bad: #b42318; --bad-ground: #fdeceb;
  --unsure: #855300; --unsure-ground: #fdf3dc; --plain-ground: #eef0f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ground: #0e1013; --ink: #e6e9ed; --muted: #a3acb7; --line: #2b3138; --accent: #8ab0ff;
    --good: #6fd18c; --good-ground: #14291b; --bad: #ff8d84; --bad-ground: #351a19;
    --unsure: #edbb5f; --unsure-ground: #30250f; --plain-ground: #23282f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
body > * { max-width: 960px; margin-inline: auto; padding-inline: 32px; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code { font: 0.92em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
p { margin: 0 0 10px; }
.skip { position: absolute; left: -999px; }
.skip:focus { position: static; display: block; padding-block: 8px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.verdict { display: flex; gap: 24px; padding-top: 48px; padding-bottom: 20px; }
.verdict > div { min-width: 0; flex: 1; }
.mark {
  flex: none; width: 56px; height: 56px; margin: 0; border-radius: 16px; display: grid; place-items: center;
  font-size: 26px; font-weight: 600; color: var(--muted); background: var(--plain-ground);
}
h1 { margin: 0 0 2px; font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h1 .word { margin-left: 6px; }
.commits { color: var(--muted); margin-bottom: 18px; }
.verdict.good .mark { color: var(--good); background: var(--good-ground); }
.verdict.good .word { color: var(--good); }
.verdict.bad .mark { color: var(--bad); background: var(--bad-ground); }
.verdict.bad .word { color: var(--bad); }
.verdict.unsure .mark { color: var(--unsure); background: var(--unsure-ground); }
.verdict.unsure .word { color: var(--unsure); }
.tallies { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 24px; margin: 0 0 16px; padding: 0; }
.tallies b { font-size: 20px; font-weight: 650; margin-right: 2px; }
.tallies .bad b { color: var(--bad); }
.tallies .good b { color: var(--good); }
.tallies .unsure b, .tallies .warning b { color: var(--unsure); }
.notice { padding: 8px 12px; border-left: 3px solid var(--unsure); background: var(--unsure-ground); border-radius: 0 6px 6px 0; }
.foot { margin: 0 0 2px; color: var(--muted); font-size: 13.5px; }

nav { padding-block: 4px 12px; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 0; padding: 10px 0 0; border-top: 1px solid var(--line); }
nav a { color: var(--muted); text-decoration: none; font-size: 14px; }
nav a:hover { color: var(--ink); text-decoration: underline; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 24px 28px 20px; margin-bottom: 20px; }
h2 { margin: 0 0 14px; font-size: 19px; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; scroll-margin-top: 16px; }
.lead { color: var(--muted); }
footer { padding-block: 8px 48px; color: var(--muted); font-size: 13px; }

.scroll { overflow-x: auto; margin-bottom: 14px; }
pre { overflow-x: auto; margin: 0 0 14px; font-size: 13px; line-height: 1.45; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--muted); font-size: 13px; padding-bottom: 6px; }
th, td { padding: 7px 16px 7px 0; text-align: left; vertical-align: baseline; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
tr > .right { text-align: right; white-space: nowrap; }
thead th { color: var(--muted); font-size: 12.5px; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th { min-width: 10em; }
td code, th code { overflow-wrap: break-word; }
.lineage code, .pairs code { overflow-wrap: anywhere; }
.slices tr.bad > .right:last-child, .metrics tr.bad > .right:nth-last-child(-n+2) { color: var(--bad); }
.slices tr.good > .right:last-child, .metrics tr.good > .right:nth-last-child(-n+2) { color: var(--good); }
.pill { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12.5px; font-weight: 550; white-space: nowrap; background: var(--plain-ground); color: var(--muted); }
.pill.bad { color: var(--bad); background: var(--bad-ground); }
.pill.good { color: var(--good); background: var(--good-ground); }
.pill.unsure, .pill.warning { color: var(--unsure); background: var(--unsure-ground); }
.waived { margin: 0 0 14px; padding-left: 0; list-style: none; color: var(--muted); }

details { border-top: 1px solid var(--line); padding-top: 10px; margin-top: 10px; }
summary { cursor: pointer; color: var(--muted); font-size: 14px; }
summary:hover { color: var(--ink); }
details[open] > summary { margin-bottom: 12px; }

figure { margin: 0 0 18px; }
figcaption { color: var(--muted); font-size: 13px; margin-bottom: 8px; }
svg { display: block; width: 100%; height: auto; }
svg text { font-family: inherit; }
.narrow { display: none; }
.squares { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 20px 32px; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 4px 40px; align-items: start; }

.timeline { list-style: none; margin: 0; padding: 0 0 0 22px; border-left: 2px solid var(--line); margin-left: 7px; }
.timeline > li { position: relative; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 14px 20px 10px; margin-bottom: 14px; }
.timeline > li::before {
  content: ""; position: absolute; left: -30px; top: 19px; width: 14px; height: 14px; border-radius: 50%;
  background: var(--muted); border: 3px solid var(--ground);
}
.timeline > li.good::before { background: var(--good); }
.timeline > li.bad::before { background: var(--bad); }
.timeline > li.unsure::before, .timeline > li.warning::before { background: var(--unsure); }
.timeline .pill { white-space: normal; }
.timeline time { color: var(--muted); font-size: 13px; margin-left: 8px; }
.timeline h2 { margin: 4px 0 8px; font-size: 17px; }

h3 { margin: 0 0 10px; font-size: 15px; line-height: 1.3; font-weight: 600; overflow-wrap: anywhere; }
.type { color: var(--muted); font-size: 12.5px; font-weight: 400; }
.columns-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr)); gap: 28px 40px; align-items: start; }
.columns-grid + .lead { margin: 24px 0 0; }
.profiled { min-width: 0; border-top: 1px solid var(--line); padding-top: 14px; break-inside: avoid; }
.histogram { margin-bottom: 8px; }
.histogram rect { fill: var(--accent); opacity: 0.75; }
.histogram path { fill: none; stroke: var(--line); }
path.reference { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.histogram path.reference { stroke: var(--ink); }
.ends { display: flex; justify-content: space-between; gap: 12px; color: var(--muted); font-size: 12.5px; margin: 2px 0 0; }
.figures { font-size: 13px; }
.figures th, .figures td, .bar-table th, .bar-table td { padding-block: 3px; }
.figures tbody th { color: var(--muted); }
.figures tbody tr + tr > *, .bar-table tbody tr + tr > * { border-top: 0; }
.bar-table thead td, .figures thead td { border-bottom: 1px solid var(--line); }
.bar-table tbody th { width: 50%; min-width: 6em; overflow-wrap: anywhere; }
td.bars { width: 30%; min-width: 60px; }
svg.bar { width: 100%; height: 10px; border-radius: 2px; }
svg.bar .rest { fill: var(--plain-ground); }
svg.bar .accent { fill: var(--accent); }
svg.bar .bad { fill: var(--bad); }

@media (max-width: 720px) {
  body > * { padding-inline: 16px; }
  .verdict { gap: 14px; padding-top: 24px; }
  .mark { width: 40px; height: 40px; border-radius: 12px; font-size: 20px; }
  h1 { font-size: 23px; }
  section { padding: 18px 16px 14px; }
  tbody th { min-width: 7em; }
  td.long { min-width: 17em; }
  .wide { display: none; }
  .bar-table code { overflow-wrap: anywhere; }
  .bar-table tbody th { min-width: 8em; }
  td.bars { width: 20%; min-width: 32px; }
  .narrow { display: block; }
}
@media print {
  :root {
    --paper: #fff; --ground: #fff; --ink: #000; --muted: #444; --line: #ccc; --accent: #2b5fc7;
    --good: #1a7a36; --good-ground: #e7f5eb; --bad: #b42318; --bad-ground: #fdeceb;
    --unsure: #855300; --unsure-ground: #fdf3dc; --plain-ground: #eef0f3;
  }
  body { font-size: 10pt; }
  body > * { max-width: none; padding-inline: 0; }
  nav, .skip { display: none; }
  section { border: 0; padding: 0; margin-bottom: 18pt; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  thead { display: table-header-group; }
  tr, figure, .verdict { break-inside: avoid; }
  h2 { break-after: avoid; }
  .wide { display: block; }
  .narrow { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
`;
