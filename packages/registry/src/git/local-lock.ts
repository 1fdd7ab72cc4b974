/**
 * What another git command in this repository has at the moment, as git says it. What a remote has comes in lines that begin
 * with `remote:`, and is for the remote to sort out.
 */
const LOCKED =
  /^(?:fatal|error): (?:.*Unable to create '(.*)\.lock': File exists|could not lock config file (.*): File exists|cannot lock ref '(.*)': is at |(shallow) file has changed )/m;

/** The file or ref that another git command had just then; `undefined`: the failure has another reason. */
export function localLock(stderr: string): string | undefined {
  const [, ...found] = LOCKED.exec(stderr) ?? [];
  return found.find((one) => one !== undefined);
}
