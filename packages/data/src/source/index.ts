export { closeTable, openSource, openTable } from './open-source.ts';
export type { Source, SourceColumn, Table } from './source.ts';
