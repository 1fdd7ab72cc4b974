import { readSync, writeSync } from 'node:fs';

// The hook `proc-receive` (githooks) of a server that refuses refs in its own words: git hands over the refs that it was
// told to by receive.procReceiveRefs, and shows what is answered here.

function readPacket(): string | undefined {
  const length = Number.parseInt(readBytes(4), 16);
  return length > 4 ? readBytes(length - 4) : undefined;
}

function readBytes(count: number): string {
  const bytes = Buffer.alloc(count);
  for (let have = 0; have < count; ) {
    const read = readSync(0, bytes, have, count - have, null);
    if (read === 0) process.exit(1);
    have += read;
  }
  return bytes.toString('utf8');
}

function writePacket(text: string): void {
  writeSync(1, `${(Buffer.byteLength(text) + 4).toString(16).padStart(4, '0')}${text}`);
}

const refused = JSON.parse(process.env['REFUSED_REFS'] ?? '{}') as Record<
  string,
  { reason: string; remote: string[] }
>;
while (readPacket() !== undefined);
writePacket('version=1\0');
writeSync(1, '0000');
const refs: string[] = [];
for (let line = readPacket(); line !== undefined; line = readPacket())
  refs.push(line.trim().split(' ')[2] ?? '');
for (const ref of refs) {
  const { reason = 'refused', remote = [] } = refused[ref] ?? {};
  for (const line of remote) writeSync(2, `${line}\n`);
  writePacket(`ng ${ref} ${reason}`);
}
writeSync(1, '0000');
