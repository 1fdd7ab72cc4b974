/** One line of a push: which ref is to go from where to where. */
export interface RefCommand {
  ref: string;
  /** `undefined`: the ref is new. */
  before: string | undefined;
  /** `undefined`: the ref is to be deleted. */
  after: string | undefined;
}

const NONE = /^0+$/;

/** The commands at the beginning of a push's body (gitprotocol-pack: update-request). */
export function readRefCommands(body: Buffer): RefCommand[] {
  const commands: RefCommand[] = [];
  for (let at = 0; at + 4 <= body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    // The flush packet ends them; behind it come options and the objects.
    if (!(length > 4)) break;
    const [line = ''] = body.toString('utf8', at + 4, at + length).split('\0');
    const [, before = '', after = '', ref = ''] =
      /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S+)/.exec(line) ?? [];
    if (ref !== '') {
      commands.push({
        ref,
        before: NONE.test(before) ? undefined : before,
        after: NONE.test(after) ? undefined : after,
      });
    }
    at += length;
  }
  return commands;
}
