import { readdirSync, readFileSync } from 'node:fs';

/** Text of a file below `/proc`; '' where the process has ended meanwhile. */
function proc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** Memory of a process and all below it, in millions of bytes; what several share is counted once (Linux, PSS). */
export function memoryOf(root: number): number {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /^PPid:\s+(\d+)$/m.exec(proc(pid, 'status'))?.[1];
    if (parent !== undefined) parents.set(pid, parent);
  }
  const belongs = (pid: string): boolean => {
    for (let up: string | undefined = pid; up !== undefined; up = parents.get(up)) {
      if (up === String(root)) return true;
    }
    return false;
  };
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (belongs(pid)) kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(proc(pid, 'smaps_rollup'))?.[1] ?? 0);
  }
  return (kilobytes * 1024) / 1e6;
}
