/**
 * Loops over rows, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles them into src/rows-code.ts;
 * src/rows-kernel.ts has their memory.
 */
export * from './bins';
export * from './block';
export * from './decisions';
export * from './losses';
export * from './rankings';
export * from './ranks';
