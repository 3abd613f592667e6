/** Light and dark, for a phone first; nothing is loaded from anywhere. Colours of text have a contrast of 4.5 and more. */
export const style = `
:root { color-scheme: light dark; --ink: #17212b; --soft: #4d5a67; --page: #eef2f5; --card: #fff; --line: #73808d; --faint: #d5dce2; --sea: #0b5c7a; --on-sea: #fff; --wash: #e3f0f5; --wrong: #a3201d; --wrong-wash: #fdeceb }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef3; --soft: #a9b7c4; --page: #0f161c; --card: #18222b; --line: #8796a4; --faint: #33414d; --sea: #7ccbe6; --on-sea: #08212b; --wash: #17333f; --wrong: #ff9d96; --wrong-wash: #3a1d1c } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--page) }
main { max-width: 38rem; margin: 0 auto; padding: 1.25rem .75rem 3rem }
.brand { margin: 0 .25rem .75rem; display: flex; align-items: center; gap: .5rem; font-weight: 650; letter-spacing: .01em; color: var(--sea) }
.brand svg { width: 1.5rem; height: 1.5rem }
header { margin: 0 .25rem 1rem }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance }
header p { margin: .35rem 0 0; color: var(--soft) }
.card, .note { margin: 0 0 .75rem; padding: 1rem; border: 1px solid var(--faint); border-radius: .75rem; background: var(--card) }
section.card > :is(p:first-child, h2 + p) { margin-top: 0 } section.card > p:last-child { margin-bottom: 0 }
.note { border-color: var(--sea); background: var(--wash) }
.note h2 { margin: 0; font-size: 1.0625rem } .note p, .note ul { margin: .2rem 0 0 } .note ul { padding-inline-start: 1.2rem }
.note.wrong { border-color: var(--wrong); background: var(--wrong-wash) } .note.wrong a { color: var(--wrong) } .note.wrong:focus { outline-color: var(--wrong) }
.about { margin: 0; font-size: 1.0625rem; font-weight: 650; overflow-wrap: anywhere } .about span { font-weight: 400; color: var(--soft) }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0 }
legend, .label { display: block; padding: 0; margin: .15rem 0 .6rem; text-wrap: pretty }
.scale { display: grid; grid-template-columns: repeat(11, 1fr); gap: .2rem }
.scale label, .marks label { position: relative; display: block }
.scale input, .marks input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer }
.scale span, .marks span { display: grid; place-items: center; height: 2.75rem; border: 1px solid var(--line); border-radius: .45rem; font-variant-numeric: tabular-nums }
input:hover + span { background: var(--wash) }
input:checked + span { border-color: var(--sea); background: var(--sea); color: var(--on-sea); font-weight: 650 }
:focus-visible, input:focus-visible + span { outline: 3px solid var(--sea); outline-offset: 2px }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin: .3rem 0 0; font-size: .875rem; color: var(--soft) }
.error { margin: .5rem 0 0; font-weight: 600; color: var(--wrong) }
.has-error .scale span, .has-error textarea, .has-error input:not([type="radio"]) { border-color: var(--wrong) }
details { margin-top: .9rem; border-top: 1px solid var(--faint); padding-top: .6rem }
summary { width: fit-content; padding: .25rem 0; color: var(--sea); font-weight: 600; cursor: pointer; border-radius: .25rem }
.detail { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: .25rem .75rem; padding: .3rem 0 }
.detail .error { grid-column: 1 / -1; margin: 0 }
.marks { display: grid; grid-template-columns: repeat(6, 2.1rem); gap: .2rem } .marks span { height: 2.25rem; font-size: .9375rem }
.marks input[value=""] + span { border-color: var(--faint); color: var(--soft) } .marks input[value=""]:checked + span { background: none; border-color: var(--line); font-weight: 400 }
details .ends { justify-content: flex-end; margin: .4rem 0 0 }
.label { font-weight: 650; margin-bottom: .35rem } .label span { font-weight: 400; color: var(--soft) }
textarea { display: block; width: 100%; min-height: 6rem; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .45rem; font: inherit; color: inherit; background: transparent; resize: vertical }
button { width: 100%; min-height: 3.25rem; padding: .7rem 1.5rem; border: 1px solid var(--sea); border-radius: .75rem; font: inherit; font-weight: 650; color: var(--on-sea); background: var(--sea); cursor: pointer }
button:hover { filter: brightness(1.1) }
footer { margin: .75rem .25rem 0; font-size: .875rem; color: var(--soft) }
input:is([type="text"], [type="email"], [type="tel"]) { display: block; width: 100%; min-height: 2.75rem; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: .45rem; font: inherit; color: inherit; background: transparent }
.field + .field { margin-top: 1rem } .card a { color: var(--sea) } .card h2 { margin: 0 0 .75rem; font-size: 1.0625rem } .hint { margin: -.2rem 0 .4rem; font-size: .875rem; color: var(--soft) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (min-width: 36rem) { main { padding: 2.5rem 1rem 4rem } .card, .note { padding: 1.25rem 1.5rem } h1 { font-size: 1.75rem } .scale { gap: .35rem } .marks { grid-template-columns: repeat(6, 2.5rem) } button { width: auto; min-width: 14rem } }
@media (forced-colors: active) { input:checked + span { border: 3px solid Highlight; forced-color-adjust: none; color: HighlightText; background: Highlight } }
`;
