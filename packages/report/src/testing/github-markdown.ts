import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize);

/** Markdown as GitHub would show it: parsed as GFM, then cut down to the elements that GitHub allows. */
export function asOnGitHub(markdown: string): Rendered {
  return new Rendered(pipeline.runSync(pipeline.parse(markdown)) as Node);
}

export class Rendered {
  readonly #root: Node;

  constructor(root: Node) {
    this.#root = root;
  }

  #all(node: Node, path: string[] = []): { node: Node; path: string[] }[] {
    const below = node.tagName === undefined ? path : [...path, node.tagName];
    return [{ node, path }, ...(node.children ?? []).flatMap((child) => this.#all(child, below))];
  }

  /** Elements of a name, each with the text in it. */
  elements(name: string): { text: string; properties: Record<string, unknown> }[] {
    return this.#all(this.#root)
      .filter(({ node }) => node.tagName === name)
      .map(({ node }) => ({ text: textOf(node), properties: node.properties ?? {} }));
  }

  /** Elements with the names of their attributes, in order and depth: what data must not be able to change. */
  skeleton(): string {
    return this.#all(this.#root)
      .filter(({ node }) => node.tagName !== undefined)
      .map(
        ({ node, path }) =>
          `${' '.repeat(path.length)}${[node.tagName, ...Object.keys(node.properties ?? {}).sort()].join(' ')}`,
      )
      .join('\n');
  }

  /** Texts in which GitHub looks for mentions, issues, addresses and emoji: all but those in code and links. */
  searched(): string[] {
    return this.#all(this.#root)
      .filter(({ node, path }) => node.type === 'text' && !path.includes('code') && !path.includes('a'))
      .map(({ node }) => node.value ?? '');
  }

  text(): string {
    return textOf(this.#root);
  }
}

function textOf(node: Node): string {
  return (node.value ?? '') + (node.children ?? []).map(textOf).join('');
}
