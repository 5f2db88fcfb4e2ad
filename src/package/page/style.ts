/** The style of every page. Pages are readable on a phone, in dark mode, zoomed and on paper. */
export const style = `
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f2f4f7; --ink: #16191d; --paper: #fff; --quiet: #545b64; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --line: #7a828c; --soft: #22272e; --ink: #e8eaed; --paper: #14171b; --quiet: #b4bac2; --link: #8ab8f0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
main:focus { outline: none; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
h1 { font-size: 1.8rem; line-height: 1.2; }
h2 { font-size: 1.35rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1.1rem; margin-top: 1.75rem; }
h1, h2, h3, td, th, dd, li, p, code, summary { overflow-wrap: anywhere; }
small, .none { color: var(--quiet); }
code { font-size: .85em; color: var(--quiet); overflow-wrap: anywhere; }
.text { white-space: pre-wrap; unicode-bidi: isolate; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--soft); overflow-wrap: normal; }
tbody th { font-weight: 600; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 1fr) minmax(0, 3fr); gap: .25rem 1rem; padding: .2rem 0; }
dt { font-weight: 600; }
dt, dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dd ul, td ul { margin: 0; padding-inline-start: 1.1rem; }
.card { border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); padding: .75rem 1rem; margin: .75rem 0; }
.events { list-style: none; padding: 0; }
.events > li { padding: .45rem 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3rem; }
form[role=search] { position: sticky; top: 0; background: var(--paper); padding: .75rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
form[role=search][hidden], [data-find][hidden] { display: none; }
input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .3rem; padding: .35rem .6rem; min-width: 12rem; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; left: -99rem; }
  tbody tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  th, td { border: 0; padding: .15rem 0; }
}
@media print {
  :root { --line: #888; --soft: #fff; --ink: #000; --paper: #fff; --quiet: #333; --link: #000; }
  .skip, form[role=search] { display: none; }
  .card, tr, .events > li { break-inside: avoid; content-visibility: visible; }
}
`;
