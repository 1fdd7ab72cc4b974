export { type Chromium, chromiumPart } from './chromium.ts';
export { findProgram } from './find-program.ts';
export { actionlintPart, actPart } from './go-program.ts';
export { type Gto, gtoPart } from './gto.ts';
export { type Mlflow, type MlflowServer, mlflowPart } from './mlflow.ts';
export { type Part, part } from './part.ts';
export { findPython, type PythonEnvironment, pythonPart } from './python.ts';
export { pythonWithPip } from './python-with-pip.ts';
export { zizmorPart } from './zizmor.ts';
