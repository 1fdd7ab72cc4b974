import type { PhrasingContent } from 'mdast';
import type { Line, Span } from '../document/model.ts';

/** Words within a paragraph, a heading or a cell. A link is told by its address: no text of a stranger becomes one. */
export function spansOf(nodes: readonly PhrasingContent[], kind: 'text' | 'strong' = 'text'): Line {
  return nodes.flatMap((node) => spanOf(node, kind)).filter(({ text }) => text !== '');
}

function spanOf(node: PhrasingContent, kind: 'text' | 'strong'): Line {
  switch (node.type) {
    case 'text':
      return [{ kind, text: node.value }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'strong':
      return spansOf(node.children, 'strong');
    case 'emphasis':
    case 'delete':
      return spansOf(node.children, kind);
    case 'break':
      return [{ kind, text: ' ' }];
    case 'link': {
      const words = spansOf(node.children, kind);
      const same = words.map(({ text }) => text).join('') === node.url;
      return same ? words : [...words, told(` (${node.url})`)];
    }
    case 'image':
      return [told(`[picture ${[node.alt, node.url].filter(Boolean).join(': ')}]`)];
    case 'linkReference':
      return spansOf(node.children, kind);
    case 'imageReference':
      return [told(`[picture ${node.alt ?? node.identifier}]`)];
    case 'footnoteReference':
      return [told(`[${node.identifier}]`)];
    default:
      return node.value.startsWith('<!--') ? [] : [{ kind: 'code', text: node.value }];
  }
}

function told(text: string): Span {
  return { kind: 'text', text };
}
