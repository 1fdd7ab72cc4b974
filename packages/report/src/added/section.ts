import { basename } from 'node:path';
import type { RootContent } from 'mdast';
import type { Block, Line, Section } from '../document/model.ts';
import { line } from '../document/spans.ts';
import { counted } from '../text/words.ts';
import { spansOf } from './spans.ts';
import { tableOf } from './table.ts';
import { isTangled } from './tangled.ts';

/**
 * A text that somebody wrote for the readers of a report, as a section of it: GitHub-flavoured Markdown, read into the document's
 * own blocks. So whatever it holds is drawn by us and escaped like all else: headings, tables, lists and listings keep their shape; links
 * and pictures are shown by their addresses, HTML as text, and its comments not at all. What is tangled is one listing, as it stands.
 *
 * @param path of the file, which the section is called by
 */
export async function addedSection(path: string, markdown: string): Promise<Section> {
  const title = basename(path);
  const blocks = isTangled(markdown) ? [asItStands(markdown)] : blocksOf(await parsed(markdown), title);
  return {
    id: 'added',
    title,
    summary: line(blocks.length === 0 ? 'empty' : counted(markdown.trim().split('\n').length, 'line')),
    blocks,
    tone: 'plain',
    open: blocks.length > 0,
  };
}

function asItStands(text: string): Block {
  return { kind: 'listing', lines: text.split('\n') };
}

async function parsed(markdown: string): Promise<RootContent[]> {
  // Few reports have one: who has none does not wait for the parser.
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }] = await Promise.all([
    import('unified'),
    import('remark-parse'),
    import('remark-gfm'),
  ]);
  return unified().use(remarkParse).use(remarkGfm).parse(markdown).children;
}

function blocksOf(nodes: readonly RootContent[], title: string): Block[] {
  return nodes.flatMap((node) => blockOf(node, title));
}

function blockOf(node: RootContent, title: string): Block[] {
  switch (node.type) {
    case 'heading':
      return paragraph(spansOf(node.children, 'strong'));
    case 'paragraph':
      return paragraph(spansOf(node.children));
    case 'code':
      return [asItStands(node.value)];
    case 'table':
      return [tableOf(node, title)];
    case 'list':
      return node.children.flatMap(({ children, checked }, index) => {
        const box = checked === true ? '☑ ' : checked === false ? '☐ ' : '';
        const mark = node.ordered ? `${(node.start ?? 1) + index}. ` : '• ';
        return marked(`${mark}${box}`, blocksOf(children, title));
      });
    case 'blockquote':
    case 'footnoteDefinition':
      return blocksOf(node.children, title);
    case 'html':
      return node.value.startsWith('<!--') ? [] : [asItStands(node.value)];
    default:
      // A rule between parts, where an address is kept, a head in YAML: nothing of these is read by a person.
      return [];
  }
}

function paragraph(spans: Line): Block[] {
  return spans.length === 0 ? [] : [{ kind: 'paragraph', line: spans }];
}

/** The first paragraph of an item bears the mark of its list. */
function marked(mark: string, [first, ...others]: readonly Block[]): Block[] {
  if (first?.kind !== 'paragraph')
    return [...paragraph([{ kind: 'text', text: mark }]), ...(first ? [first] : []), ...others];
  return [...paragraph([{ kind: 'text', text: mark }, ...first.line]), ...others];
}
