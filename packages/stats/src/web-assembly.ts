/** The part of the platform that its types leave to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What a module computes with. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => void;
}

/** Bytes by which memory grows. */
const PAGE = 65_536;

/** Lets memory have at least so many bytes: views of it from before may be empty then. */
export function makeRoom(memory: Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

/** Compiles a module, of which every call makes an instance with a memory of its own. @param code as base64 */
export function compileWebAssembly(code: string): () => unknown {
  const module = new WebAssembly.Module(Buffer.from(code, 'base64'));
  return () => new WebAssembly.Instance(module).exports;
}
