export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f5f7f8; --card: #ffffff; --line: #dde3e6; --text: #17232b; --soft: #566670; --accent: #0b6b7c;
  --ok: #1c7a43; --warn: #9a6200; --bad: #b3261e; --bar: #e6ebee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1519; --card: #162026; --line: #28353d; --text: #e4ecef; --soft: #9badb7; --accent: #5fc6d6;
    --ok: #6fcf97; --warn: #f0b252; --bad: #ff8a80; --bar: #26333b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
.wrap { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem 1rem; margin-bottom: 1rem; }
h1 { display: flex; align-items: center; gap: .5rem; font-size: 1.5rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h1 svg { width: 1.6rem; height: 1.6rem; color: var(--accent); }
h2 { font-size: 1rem; margin: 0 0 .6rem; }
h3 { font-size: .8rem; margin: 1rem 0 .3rem; color: var(--soft); font-weight: 600; text-transform: capitalize; }
p { margin: .25rem 0; }
.facts { color: var(--soft); overflow-wrap: anywhere; }
.pill { display: inline-block; padding: 0 .6rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .8rem; font-weight: 600; line-height: 1.5rem; white-space: nowrap; }
.ok { color: var(--ok); } .warn { color: var(--warn); } .bad { color: var(--bad); } .soft { color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1.25rem; }
nav a { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .75rem; }
nav a:hover { border-color: var(--accent); text-decoration: none; }
nav b { font-weight: 600; } nav span { color: var(--soft); margin-left: .4rem; font-size: .85rem; }
.grid { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 1rem; }
section { grid-column: span 4; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.1rem; min-width: 0; }
section.half { grid-column: span 6; } section.full { grid-column: 1 / -1; }
section.alarm { border-color: var(--warn); margin-bottom: 1rem; }
ul { list-style: none; margin: 0; padding: 0; }
li + li { border-top: 1px solid var(--line); }
li { padding: .45rem 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .3rem 1rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.row { display: flex; justify-content: space-between; align-items: baseline; gap: .75rem; }
.row > :first-child { min-width: 0; overflow-wrap: anywhere; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
.small { font-size: .85rem; }
.score { display: block; width: 100%; height: 6px; margin-top: .3rem; border-radius: 3px; background: var(--bar); }
.score rect { fill: currentColor; }
.modules { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0 1.5rem; }
.modules li { border-top: 1px solid var(--line); }
.dot::before { content: ""; display: inline-block; width: .55rem; height: .55rem; margin-right: .5rem; border-radius: 50%; background: currentColor; }
.error { font-size: .85rem; margin: 0; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
form { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; margin-top: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .8rem 1.1rem; }
form h2 { margin: 0; } label { color: var(--soft); }
input, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: .4rem; padding: .2rem .6rem; }
input { margin-left: .4rem; width: 10.5rem; max-width: 100%; } button { border-color: var(--accent); color: var(--accent); cursor: pointer; }
footer { margin-top: 1.25rem; color: var(--soft); font-size: .85rem; }
#lost { display: none; color: var(--bad); } .offline #lost { display: block; } .offline main { opacity: .6; }
@media (max-width: 60rem) { section, section.half { grid-column: span 6; } }
@media (max-width: 40rem) { section, section.half { grid-column: 1 / -1; } .wrap { padding-top: 1rem; } dl { grid-template-columns: 1fr auto; } }
`;
