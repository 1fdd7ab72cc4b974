// What changes nothing that a later run could see.
const READING = new Set(
  `cat-file check-ref-format describe diff diff-tree for-each-ref grep hash-object help log ls-files ls-remote ls-tree
  merge-base merge-tree mktree commit-tree rev-list rev-parse show show-ref status var version`.split(/\s+/),
);

// Global options that take a value of their own.
const WITH_VALUE = new Set(['-c', '-C', '--git-dir', '--work-tree', '--namespace', '--exec-path']);

/** `push origin main` of a whole command line: without options that are git's and not the command's. */
export function commandOf(line: string): string {
  const words = line.split(' ').filter(Boolean);
  let first = 0;
  while (words[first]?.startsWith('-')) first += WITH_VALUE.has(words[first] ?? '') ? 2 : 1;
  return words.slice(first).join(' ');
}

/** Whether the command may leave something behind: a ref, a file, a setting. Objects that no ref reaches do not count. */
export function isWriting(line: string): boolean {
  const [name = '', ...rest] = commandOf(line).split(' ');
  if (name === 'config')
    return !rest.some((word) => word.startsWith('--get') || word === 'get' || word === '--list');
  if (name === 'remote') return rest.length > 0 && !['get-url', 'show', '-v'].includes(rest[0] ?? '');
  if (name === 'tag') return rest.length > 0 && !rest.some((word) => /^(-l|--list|--points-at)/.test(word));
  return name !== '' && !READING.has(name) && !name.startsWith('--');
}
