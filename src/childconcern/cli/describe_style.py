"""How a printed policy looks: on a screen, on a telephone and on paper."""

from __future__ import annotations

from typing import Final

__all__ = ["STYLE"]

STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 76rem;
  background: #fff; color: #0b0c0c; font: 1.0625rem/1.5 system-ui, Arial, sans-serif;
}
h1 { font-size: 2.1rem; line-height: 1.15; max-width: 24em; margin: 1rem 0; }
h2 {
  font-size: 1.5rem; line-height: 1.25; margin: 3rem 0 1rem;
  border-top: 3px solid #1d4f60; padding-top: .6rem;
}
h3 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .6rem; }
h4 { font-size: 1.0625rem; line-height: 1.3; margin: 1.5rem 0 .5rem; }
p, dt, nav li, .list { max-width: 46rem; }
.lead { font-size: 1.2rem; }
a { color: #134a8e; text-underline-offset: .15em; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
nav { background: #eef4f6; padding: .8rem 1.2rem 1rem; }
nav h2 { border: 0; margin: 0; padding: 0; font-size: 1.15rem; }
nav ol { margin: .5rem 0 0; padding-left: 2.4rem; }
.scroll { position: relative; overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; line-height: 1.4; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem .5rem 0; }
tr { border-bottom: 1px solid #b1b4b6; }
thead tr { border-bottom: 2px solid #505a5f; }
tbody th { font-weight: 400; }
td, tbody th { min-width: 3rem; }
td > div + div, tbody th > div + div { margin-top: .35rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .86em; }
code.long { overflow-wrap: anywhere; }
ul { margin: .2rem 0 .4rem; padding-left: 1.2rem; }
ul ul { list-style: circle; }
dt { font-weight: 600; margin-top: 1.4rem; }
dd { margin: .3rem 0 0 1.2rem; }
dt code { font-weight: 400; color: #505a5f; }
figure { margin: 0 0 1.5rem; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
.tick { min-width: 7rem; padding-left: 1.5em; position: relative; }
.tick::before {
  content: ""; position: absolute; left: 0; top: .2em; width: 1em; height: 1em;
  border: 1.5px solid #0b0c0c;
}
.room { min-width: 8rem; border-left: 1px solid #505a5f; }
.tick + .room { min-width: 0; border-left: 0; border-bottom: 1px solid #505a5f; }
p + .room { border: 1px solid #505a5f; }
.three td:last-child { min-width: 11rem; }
.aloud {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
@media (max-width: 60rem) { .wide { width: 52rem; } }
@page { size: A4; margin: 14mm 13mm; }
@page picture { size: A3 landscape; margin: 12mm; }
@media print {
  html { font-size: 8.5pt; }
  body { padding: 0; max-width: none; }
  .scroll, figure { overflow: visible; }
  .wide { width: 100%; }
  td, tbody th { padding: .3rem .6rem .3rem 0; }
  h2 { margin-top: 1.6rem; }
  h1, h2, h3, h4, h2 + p, h3 + p, caption, dt { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  tbody tr:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  figure { page: picture; }
  figure svg { max-height: 255mm; }
  .page { break-before: page; }
  .page h2 { margin-top: 0; }
  a { color: inherit; text-decoration: none; }
  nav { background: none; padding: 0; }
  nav ol { columns: 2; }
}
"""
