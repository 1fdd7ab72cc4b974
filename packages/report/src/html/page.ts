import { escapeHtml } from './escape.ts';
import { style } from './style.ts';

/** A page that opens offline: no script, no font, no image and no address is loaded. */
export function htmlPage(page: { title: string; header: string; main: string; footer: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(page.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">to the content</a>
${page.header}
<main id="content" tabindex="-1">
${page.main}
</main>
<footer><p>${escapeHtml(page.footer)}</p></footer>
</body>
</html>
`;
}
