import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

/** What a reader on GitHub would see, and what GitHub would act on. */
export interface RenderedGfm {
  html: string;
  /** The sources of images. */
  images: string[];
  /** The targets of links, also of addresses that GitHub links by itself. */
  links: string[];
  /** `@name` and `@org/team` where GitHub would notify. */
  mentions: string[];
  /** `#1`, `GH-1` and `owner/name#1` where GitHub would link to an issue. */
  references: string[];
  /** The texts of cells, by row, of all tables. */
  rows: string[][];
  /** The names of all elements, in order. */
  elements: string[];
}

interface HtmlNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

const PIPELINE = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  // Its default schema is GitHub's.
  .use(rehypeSanitize)
  .use(rehypeStringify);

// GitHub looks for these in the text of the finished page, but not in code and links.
const MENTION = /(?<![\w@/`])@([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:\/[a-z\d][\w-]*)?)/gi;
const REFERENCE = /(?<![\w&])(?:[\w.-]+\/[\w.-]+)?#\d+\b|\bGH-\d+\b/gi;
const INERT = new Set(['a', 'code', 'pre', 'script', 'style']);

/** Renders Markdown as GitHub does (GFM, raw HTML, sanitised) and says what came out. */
export function renderGfm(markdown: string): RenderedGfm {
  const tree = PIPELINE.runSync(PIPELINE.parse(markdown)) as HtmlNode;
  const rendered: RenderedGfm = {
    html: PIPELINE.stringify(tree as Parameters<typeof PIPELINE.stringify>[0]),
    images: [],
    links: [],
    mentions: [],
    references: [],
    rows: [],
    elements: [],
  };
  visit(tree as Parameters<typeof visit>[0], (found) => {
    const node = found as HtmlNode;
    if (node.tagName === undefined) return;
    rendered.elements.push(node.tagName);
    if (node.tagName === 'img') rendered.images.push(String(node.properties?.['src'] ?? ''));
    if (node.tagName === 'a' && node.properties?.['href'] !== undefined)
      rendered.links.push(String(node.properties['href']));
    if (node.tagName === 'tr') rendered.rows.push((node.children ?? []).filter(isCell).map(textOf));
  });
  visit(tree as Parameters<typeof visit>[0], (found) => {
    const node = found as HtmlNode;
    if (node.tagName !== undefined && INERT.has(node.tagName)) return SKIP;
    if (node.type !== 'text') return undefined;
    rendered.mentions.push(...Array.from((node.value ?? '').matchAll(MENTION), ([mention]) => mention));
    rendered.references.push(
      ...Array.from((node.value ?? '').matchAll(REFERENCE), ([reference]) => reference),
    );
    return undefined;
  });
  return rendered;
}

function isCell({ tagName }: HtmlNode): boolean {
  return tagName === 'td' || tagName === 'th';
}

function textOf({ value, children }: HtmlNode): string {
  return value ?? (children ?? []).map(textOf).join('');
}
