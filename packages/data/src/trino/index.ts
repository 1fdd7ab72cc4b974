export { openTrinoData, openTrinoTable, shownKey, type TableRows } from './open-table.ts';
export { serverOf, type TrinoServer } from './server.ts';
export { isTrinoTable } from './table-name.ts';
export { openTrino, type TrinoOptions } from './trino-engine.ts';
