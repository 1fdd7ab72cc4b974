export { type Arriving, openArriving } from './arriving.ts';
export { closeTable, openSource, openTable } from './open-source.ts';
export type { Source, SourceColumn, Table } from './source.ts';
