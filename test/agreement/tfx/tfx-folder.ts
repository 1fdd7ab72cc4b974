import { type Part, type PythonEnvironment, run } from '../../harness/index.ts';

/** The folder of the package tfx. */
export async function tfxFolder(tfx: Part<PythonEnvironment>): Promise<string> {
  if (!tfx.available) throw new Error(tfx.why);
  const find = "import importlib.util; print(importlib.util.find_spec('tfx').submodule_search_locations[0])";
  const { stdout } = await run(tfx.python, ['-c', find]);
  return stdout.trim();
}
