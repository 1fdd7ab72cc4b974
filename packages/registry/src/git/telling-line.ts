/** What git says under each failed contact with a remote, whatever the reason. */
const GENERAL =
  /^(fatal: Could not read from remote repository|Please make sure you have|and the repository exists|hint:)/;

const REASON = /fatal:|error:|rejected|denied|^remote:|^ssh:|GH0\d\d/i;

/** The line of git's words that tells the reason of a failure, without credentials. It is seldom the last one. */
export function tellingLine(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'remote:' && !GENERAL.test(line));
  const line = lines.find((one) => REASON.test(one)) ?? lines[0] ?? 'git gives no reason';
  return line.replaceAll(/\/\/[^@/\s]*@/g, '//***@');
}
