const LIGHT = `--bg:#fff;--panel:#f5f7f9;--ink:#1b1f24;--faint:#56606b;--grid:#d5dae0;--link:#0b57b0;
--first:#1f5fbf;--second:#b3541e;--third:#19795a;--fourth:#7a3fa0;--pale:#7391bd;
--good:#136c2e;--warn:#8a5a00;--fail:#b42318;
--good-bg:#dcf3e1;--warn-bg:#fbeecb;--fail-bg:#fbdfdc;--info-bg:#e4ebf5;--shared-bg:#dbe9fb;
--heat-0:#f3f5f8;--heat-1:#d3e2f4;--heat-2:#a5c6ea;--heat-3:#366fae;--heat-4:#1d4f91;--heat-low-ink:#1b1f24;--heat-high-ink:#fff`;

const DARK = `--bg:#14171b;--panel:#1c2127;--ink:#e6e9ed;--faint:#a3acb7;--grid:#39414b;--link:#82b4ff;
--first:#6ea8fe;--second:#f0a35e;--third:#5cc8a0;--fourth:#c79bf0;--pale:#6b7f9d;
--good:#57c785;--warn:#e5b450;--fail:#ff8b82;
--good-bg:#173823;--warn-bg:#3d3010;--fail-bg:#4a1f1c;--info-bg:#22303f;--shared-bg:#1d3a5f;
--heat-0:#1b2027;--heat-1:#1f3350;--heat-2:#2a5080;--heat-3:#6ea8fe;--heat-4:#b5d3ff;--heat-low-ink:#e6e9ed;--heat-high-ink:#0b1220`;

/**
 * The style of a page: light and dark, for a phone and for paper. Text has a contrast of at least 4.5 to 1 on what it
 * stands on, and lines and bars one of 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:76rem;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{font-size:1.5rem;line-height:1.4;margin:0}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--grid)}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
small,.facts,.place,figcaption,caption{color:var(--faint)}
small{font-weight:400;font-size:.85em}
code{font:0.9em ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
summary{cursor:pointer;padding:.35rem 0}
summary .badge{margin-right:.25em}
.verdict{border:1px solid var(--grid);border-left:6px solid var(--warn);border-radius:6px;padding:1rem;background:var(--panel)}
.verdict.go{border-left-color:var(--good)}
.verdict.no-go{border-left-color:var(--fail)}
.reason{font-size:1.1rem;margin:.5rem 0}
.change{margin:.25rem 0;font-weight:600}
.facts{margin:.5rem 0 0;font-size:.9rem}
.facts.changed{color:var(--fail)}
.badge{display:inline-block;padding:0 .45em;border-radius:4px;font-size:.85em;font-weight:600;white-space:nowrap;background:var(--info-bg);color:var(--ink)}
h1 .badge{font-size:1em}
.badge.go,.badge.good{background:var(--good-bg);color:var(--good)}
.badge.no-go,.badge.fail{background:var(--fail-bg);color:var(--fail)}
.badge.inconclusive,.badge.warn{background:var(--warn-bg);color:var(--warn)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:1rem 0 0;padding:0}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.9rem;overflow-wrap:normal}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--grid)}
thead th{color:var(--faint);font-weight:600;white-space:nowrap}
tbody th{font-weight:400}
.number{text-align:right;font-variant-numeric:tabular-nums}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,34rem),1fr));gap:1rem;align-items:start}
figure{margin:0;padding:.75rem;border:1px solid var(--grid);border-radius:6px;min-width:0}
figcaption{font-size:.9rem}
figcaption strong{display:block;color:var(--ink);font-size:1rem}
.plot svg{display:block;max-width:100%;height:auto;margin:.5rem auto 0}
.plot text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.narrow{display:none}
.legend{margin:.5rem 0 0;font-size:.85rem}
.legend span{margin-right:1rem}
.key{vertical-align:-1px}
.figures>summary{color:var(--faint);font-size:.9rem}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;padding:.75rem;margin:.75rem 0;background:var(--panel);border-radius:6px;position:sticky;top:0;z-index:1;border:1px solid var(--grid)}
.filter label{display:flex;min-width:0;max-width:100%;flex-direction:column;font-size:.85rem;color:var(--faint)}
.filter select,.filter button{font:inherit;font-size:.95rem;padding:.3rem .5rem;color:var(--ink);background:var(--bg);border:1px solid var(--faint);border-radius:4px;max-width:100%}
[hidden]{display:none!important}
.plain{list-style:none;margin:.5rem 0;padding:0}
.plain li{padding:.35rem 0}
.findings li{border-bottom:1px solid var(--grid)}
.place{display:block;font-size:.85rem;margin:0}
.conversation,.pair{border:1px solid var(--grid);border-radius:6px;margin:.5rem 0;padding:.25rem .75rem}
.id{font-weight:600}
.unusable{color:var(--fail);font-size:.85em}
.turn{margin:.75rem 0;padding:.5rem .75rem;border-left:4px solid var(--first);background:var(--panel);border-radius:0 6px 6px 0}
.turn.user{border-left-color:var(--second)}
.turn.notes{border-left-color:var(--grid)}
.turn h3{margin:0 0 .25rem;font-size:.85rem;color:var(--faint)}
.said{white-space:pre-wrap;font-size:.95rem;line-height:1.45;unicode-bidi:isolate}
mark{background:var(--info-bg);color:inherit;border-bottom:2px solid var(--first);padding:.05em 0}
mark.fail{background:var(--fail-bg);border-color:var(--fail)}
mark.warn{background:var(--warn-bg);border-color:var(--warn)}
mark.shared{background:var(--shared-bg);border:0}
mark.caret{padding:0 .2em;font-weight:700}
:target{outline:3px solid var(--link);outline-offset:2px}
main>section:target{outline:0}
.gap{color:var(--faint);font-style:italic}
blockquote{margin:.25rem 0 .25rem 1rem;padding-left:.5rem;border-left:2px solid var(--grid);font-size:.9rem}
.beside{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.beside section{min-width:0}
@media (max-width:640px){
body{padding:.75rem;font-size:15px}
h1{font-size:1.25rem}
.wide{display:none}
.narrow{display:block}
.beside{grid-template-columns:1fr}
.filter{position:static}
figure{padding:.5rem}
table{font-size:.85rem}
th,td{padding:.25rem .35rem}
thead th{white-space:normal}
}
@page{margin:14mm}
@media print{
:root{color-scheme:light;${LIGHT}}
body{max-width:none;padding:0;font-size:10.5pt}
nav,.filter,.figures>summary{display:none!important}
.scroll{overflow:visible}
table{font-size:8.5pt}
thead th{white-space:normal}
figure,tr,.turn,.findings li{break-inside:avoid}
.narrow{display:none}
.wide{display:block}
.plots{display:block;columns:2}
figure{margin-bottom:.75rem}
h2,h3,summary{break-after:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
