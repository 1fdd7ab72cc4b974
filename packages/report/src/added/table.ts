import type { Table as MarkdownTable } from 'mdast';
import type { Table } from '../document/model.ts';
import { plain } from '../document/spans.ts';
import { spansOf } from './spans.ts';

/** A table, with as many cells in each row as it has columns. */
export function tableOf({ children: [head, ...rows], align }: MarkdownTable, title: string): Table {
  const titles = head?.children ?? [];
  return {
    kind: 'table',
    caption: `Table of ${title}`,
    columns: titles.map(({ children }, place) => ({
      title: plain(spansOf(children)),
      align: align?.[place] ?? 'left',
    })),
    rows: rows.map(({ children }) => ({
      tone: 'plain',
      cells: titles.map((_, place) => spansOf(children[place]?.children ?? [])),
    })),
  };
}
