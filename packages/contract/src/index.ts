export * from './assay-yml/index.ts';
export { canonicalJson, digestValue } from './canonical-json.ts';
export { type ColumnContract, type ColumnType, columnTypes } from './data-contract/column.ts';
export type { Encoding } from './data-contract/options.ts';
export {
  type DataContract,
  type DataReference,
  type DataRule,
  dataContractSchema,
  parseDataContract,
} from './data-contract.ts';
export { didYouMean } from './did-you-mean.ts';
export { type Digested, digestBytes, digestPath, digestPaths } from './digest.ts';
export { interpretSchemas } from './interpreted-schemas.ts';
export { jsonSchemas } from './json-schema.ts';
export * from './ledger/index.ts';
export type { Located } from './located.ts';
export { mergeRecords } from './merge.ts';
export { digestSchema } from './names.ts';
export { hint, problemsOf } from './problems.ts';
export * from './record/index.ts';
export { RECORD_PATH, readRecord, withSections, writeRecord } from './record-file.ts';
export { urlCredentials } from './url-credentials.ts';
export { mistakeOf, UserError } from './user-error.ts';
export * from './value-file/index.ts';
export { whyUnreadable } from './why-unreadable.ts';
export { writeWhole, writtenWhole } from './write-whole.ts';
export { YamlSource } from './yaml-source.ts';
