import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** One running process. `start` tells two processes apart that had the same id one after the other. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
  start: string;
  /** Where its stack begins: a process and one that it has forked have it in common, until that one runs a program. */
  stack: string | null;
}

/** Resident memory of one process in KiB: now, and the most it ever was, where the system says so. */
interface Memory {
  now: number;
  peak: number;
}

/** What the system says about its processes. Ended ones that were not collected yet (zombies) are left out. */
export interface ProcessTable {
  list(): Promise<ProcessEntry[]>;
  /** `null` where the process is gone. */
  memory(process: ProcessEntry): Memory | null;
  /** Whether a process was started with one of these `NAME=value` in its environment; false where nobody can tell. */
  hasVariable(process: ProcessEntry, variables: ReadonlySet<string>): boolean;
}

/** Linux: `/proc`. Reads `stat` of every process, and `status` (VmRSS, VmHWM) of the asked ones alone. */
export const procTable: ProcessTable = {
  list: async () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        const stat = read(`/proc/${pid}/stat`);
        // The name in parentheses may hold spaces and parentheses: fields are counted after the last one.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const [state, parent, group] = fields;
        const start = fields[19];
        if (start === undefined || state === 'Z' || state === 'X') return [];
        const stack = fields[25] ?? null;
        return [{ pid: Number(pid), parent: Number(parent), group: Number(group), start, stack }];
      }),
  memory: ({ pid }) => {
    const status = read(`/proc/${pid}/status`);
    const now = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return now === undefined || peak === undefined ? null : { now: Number(now), peak: Number(peak) };
  },
  hasVariable: ({ pid }, variables) =>
    read(`/proc/${pid}/environ`)
      .split('\0')
      .some((one) => variables.has(one)),
};

/** macOS and other Unix systems: `ps`, which knows no peak of a process and shows no environment. */
export function psTable(): ProcessTable {
  const resident = new Map<number, number>();
  return {
    list: async () => {
      const columns = 'pid=,ppid=,pgid=,rss=,stat=,lstart=';
      const { stdout } = await promisify(execFile)('ps', ['-A', '-o', columns], {
        env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
        maxBuffer: 1 << 26,
      });
      resident.clear();
      return stdout.split('\n').flatMap((line) => {
        const [, pid, parent, group, rss, state, start] =
          /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line) ?? [];
        if (start === undefined || state?.startsWith('Z')) return [];
        resident.set(Number(pid), Number(rss));
        return [{ pid: Number(pid), parent: Number(parent), group: Number(group), start, stack: null }];
      });
    },
    memory: ({ pid }) => {
      const now = resident.get(pid);
      return now === undefined ? null : { now, peak: now };
    },
    hasVariable: () => false,
  };
}

/** The table of this system. */
export function processTable(platform = process.platform): ProcessTable {
  return platform === 'linux' ? procTable : psTable();
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // Gone between two looks, or another user's.
  }
}
