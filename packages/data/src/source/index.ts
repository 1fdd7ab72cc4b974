export { type Arriving, openArriving } from './arriving.ts';
export { type Digesting, digestAhead, digestBeside } from './digest-beside.ts';
export { namedAmong } from './find-files.ts';
export { isLfsPointer } from './lfs-pointer.ts';
export { bytesOf, closeTable, openSource, openTable } from './open-source.ts';
export type { Source, SourceColumn, Table } from './source.ts';
export { rowsChanged, watchFiles } from './unchanged.ts';
