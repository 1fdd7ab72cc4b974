/** The part of the platform that its types leave to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Compiles a module, of which every call makes an instance with a memory of its own. @param code as base64 */
export function compileWebAssembly(code: string): () => unknown {
  const module = new WebAssembly.Module(Buffer.from(code, 'base64'));
  return () => new WebAssembly.Instance(module).exports;
}
