export { type Chromium, chromiumPart } from './chromium.ts';
export { findProgram } from './find-program.ts';
export { type Part, part } from './part.ts';
export { findPython, type PythonEnvironment, pythonPart } from './python.ts';
