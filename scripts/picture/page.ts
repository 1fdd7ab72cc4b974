/** A page that shows a comment much as a pull request does. The style is our own. */
export function page(comment: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --head: light-dark(#f6f8fa, #151b23); }
body { margin: 0; padding: 16px; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc);
  font: 14px/1.5 system-ui, "Noto Sans", "DejaVu Sans", "Noto Color Emoji", sans-serif; }
article { border: 1px solid var(--line); border-radius: 6px; }
header { padding: 8px 16px; background: var(--head); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
  color: light-dark(#59636e, #9198a1); }
header b { color: light-dark(#1f2328, #f0f6fc); }
section { padding: 4px 16px 12px; }
h3 { font-size: 1.25em; margin: 12px 0; }
code { font: 85% ui-monospace, "DejaVu Sans Mono", monospace; padding: .2em .4em; border-radius: 6px;
  background: light-dark(#818b981f, #656c7633); }
table { border-collapse: collapse; margin: 12px 0; }
th, td { border: 1px solid var(--line); padding: 6px 13px; }
tr:nth-child(2n) { background: var(--head); }
a { color: light-dark(#0969da, #4493f8); }
</style><article><header><b>github-actions</b> bot commented</header><section>${comment}</section></article>`;
}
